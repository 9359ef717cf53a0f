using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>Saves machines of this host, and restores them here.</summary>
/// <param name="settings">How machines run here.</param>
/// <param name="launcher">Starts and ends QEMU.</param>
/// <param name="store">Where saved machines are.</param>
/// <param name="carry">Makes the local words that run a command on the host of the store.</param>
/// <param name="clock">The clock.</param>
internal sealed class QemuSaver(
    QemuSettings settings,
    QemuLauncher launcher,
    QemuStateStore store,
    Func<string[], IReadOnlyList<string>> carry,
    RunClock clock
)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan UndoTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Stops a machine and saves it; it is gone from here at the end.</summary>
    public async Task SaveAsync(
        QemuDirectory directory,
        QmpClient qemu,
        CancellationToken cancellationToken
    )
    {
        QemuMachine machine =
            directory.ReadMachine()
            ?? throw new HypervisorException(
                HypervisorError.VmNotFound,
                $"{directory.Vm} is not there."
            );
        await qemu.ExecuteAsync("stop", null, cancellationToken);
        try
        {
            await store.BeginAsync(machine, cancellationToken);
            await QemuOptions.SetAsync(qemu, settings, cancellationToken);
            string uri = "exec:" + store.WriteCommand(directory.Vm, carry);
            await qemu.ExecuteAsync("migrate", new() { ["uri"] = uri }, cancellationToken);
            await CompletedAsync(qemu, cancellationToken);
            if (await QemuQuestions.StateAsync(qemu, cancellationToken) == "guest-panicked")
            {
                throw new QmpException("its operating system failed");
            }

            await store.PublishAsync(directory.Vm, cancellationToken);
        }
        catch (Exception)
        {
            await GoOnAsync(directory, qemu);
            throw;
        }

        await launcher.EndAsync(directory);
    }

    /// <summary>Restores a machine; it runs here at the end, and its image is gone.</summary>
    public async Task RestoreAsync(
        QemuDirectory directory,
        QemuMachine machine,
        CancellationToken cancellationToken
    )
    {
        await using QmpClient qemu = await launcher.StartAsync(
            machine,
            directory,
            isIncoming: true,
            cancellationToken
        );
        await QemuOptions.SetAsync(qemu, settings, cancellationToken);
        string uri = "exec:" + store.ReadCommand(directory.Vm, carry);
        await qemu.ExecuteAsync("migrate-incoming", new() { ["uri"] = uri }, cancellationToken);
        await CompletedAsync(qemu, cancellationToken);
        while (await QemuQuestions.StateAsync(qemu, cancellationToken) == "inmigrate")
        {
            await clock.DelayAsync(LookInterval, cancellationToken);
        }

        // From here on it is not there any more for anybody else, whatever becomes of this process.
        await store.RemoveAsync(directory.Vm, CancellationToken.None);
        directory.Arrived();
        await qemu.ExecuteAsync("cont", null, CancellationToken.None);
        await QemuReceiver.AnnounceAsync(qemu);
    }

    private async Task CompletedAsync(QmpClient qemu, CancellationToken cancellationToken)
    {
        while (true)
        {
            QemuMigration migration = QueryMigrateParser.Parse(
                await QemuQuestions.MigrationAsync(qemu, cancellationToken)
            );
            switch (migration.Status)
            {
                case QemuMigrationStatus.Completed:
                    return;
                case QemuMigrationStatus.Failed or QemuMigrationStatus.Cancelled:
                    throw new QmpException(migration.ErrorDescription ?? "the image is of no use");
                default:
                    await qemu.NextEventAsync(LookInterval, cancellationToken);
                    break;
            }
        }
    }

    private async Task GoOnAsync(QemuDirectory directory, QmpClient qemu)
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(UndoTimeout);
        try
        {
            await qemu.ExecuteAsync("migrate_cancel", null, deadline.Token);

            // What was written must not be restored while the machine runs on.
            await store.RemoveAsync(directory.Vm, deadline.Token);
            while (await QemuQuestions.StateAsync(qemu, deadline.Token) is "finish-migrate")
            {
                await clock.DelayAsync(LookInterval, deadline.Token);
            }

            if (await QemuQuestions.StateAsync(qemu, deadline.Token) is "paused" or "postmigrate")
            {
                await qemu.ExecuteAsync("cont", null, deadline.Token);
            }
        }
        catch (Exception exception)
            when (exception is QmpException or HypervisorException or OperationCanceledException)
        {
            // It stays stopped; the first error is the one to tell.
        }
    }
}
