using System.Net;
using System.Net.Sockets;
using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>The source's side of a migration.</summary>
internal sealed class QemuSender(
    HostName self,
    QemuSettings settings,
    QemuLauncher launcher,
    RunClock clock,
    TimeProvider time
)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(30);

    // Longer than the target takes at most.
    private static readonly TimeSpan HandOverTimeout = TimeSpan.FromSeconds(90);

    /// <summary>Sends a machine to where it is expected.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="target">The host that expects it.</param>
    /// <param name="port">The port there.</param>
    /// <param name="mode">How its memory moves.</param>
    /// <param name="cancellationToken">
    /// Gives up; the machine then runs here, unless it was given away already.
    /// </param>
    /// <exception cref="HypervisorException">The machine is not here, or is being changed.</exception>
    public async Task<QemuSending> SendAsync(
        VmName vm,
        HostName target,
        int port,
        MigrationMode mode,
        CancellationToken cancellationToken
    )
    {
        QemuDirectory directory = QemuDirectory.Of(settings.RunDirectory, vm);
        using IDisposable claim = directory.Lock();
        if (
            directory.IsIncoming
            || directory.FindProcess() is null
            || directory.ReadMachine() is not { } machine
        )
        {
            throw new HypervisorException(HypervisorError.VmNotFound, $"{vm} is not on {self}.");
        }

        await using QmpClient qemu = await QmpClient.ConnectAsync(
            clock,
            directory.ControlSocket,
            ConnectTimeout,
            cancellationToken
        );
        bool ran = await RunsAsync(vm, qemu, cancellationToken);
        IPAddress address = IPAddress.Parse(settings.MigrationAddresses[target.Value]);
        HandOverLink? link = null;
        var watch = new QemuMigrationWatch(
            qemu,
            clock,
            UnixNow(),
            DataSize.FromBytes(machine.Machine.MemoryBytes).Pages
        );
        try
        {
            link = await ConnectAsync(new(address, port + 1), cancellationToken);
            await QemuOptions.SetAsync(qemu, settings, cancellationToken);
            if (mode == MigrationMode.StopAndCopy)
            {
                await qemu.ExecuteAsync("stop", null, cancellationToken);
            }

            string uri = $"tcp:{new IPEndPoint(address, port)}";
            await qemu.ExecuteAsync("migrate", new() { ["uri"] = uri }, cancellationToken);
            await watch.RunAsync(settings.Migration.PostCopyAfterSeconds, cancellationToken);
        }
        catch (Exception exception)
            when (exception
                    is OperationCanceledException
                        or QmpException
                        or TranscriptException
                        or SocketException
            )
        {
            using (link)
            {
                return await KeepAsync(qemu, directory, ran, exception.Message);
            }
        }

        using (link)
        {
            return await GiveAwayAsync(qemu, directory, ran, watch, link);
        }
    }

    private async Task<bool> RunsAsync(
        VmName vm,
        QmpClient qemu,
        CancellationToken cancellationToken
    )
    {
        string state = await QemuQuestions.StateAsync(qemu, cancellationToken);

        // Else it was given away before, and nobody knows whether it arrived; or it is not alive.
        return state is "running" or "paused"
            ? state == "running"
            : throw new HypervisorException(
                HypervisorError.VmBusy,
                $"{vm} on {self} cannot be migrated: QEMU says {state}."
            );
    }

    private async Task<HandOverLink> ConnectAsync(
        IPEndPoint place,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(ConnectTimeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            deadline.Token
        );
        return await HandOverLink.ConnectAsync(place, both.Token);
    }

    /// <summary>Gives the migration up and makes sure that the machine runs here.</summary>
    private async Task<QemuSending> KeepAsync(
        QmpClient qemu,
        QemuDirectory directory,
        bool ran,
        string reason
    )
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(CancelTimeout);
        if (directory.FindProcess() is null)
        {
            throw new HypervisorException(
                HypervisorError.ToolFailed,
                $"{directory.Vm} ended on {self} in mid-migration: {reason}"
            );
        }

        try
        {
            await qemu.ExecuteAsync("migrate_cancel", null, deadline.Token);
            while (true)
            {
                string answer = await QemuQuestions.MigrationAsync(qemu, deadline.Token);
                if (
                    QueryMigrateParser.Parse(answer)
                    is { IsFinal: true }
                        or { Status: QemuMigrationStatus.None }
                )
                {
                    break;
                }

                await clock.DelayAsync(TimeSpan.FromMilliseconds(10), deadline.Token);
            }

            // Even if QEMU has sent all of it: the target waits for a word that never comes.
            string state = await QemuQuestions.StateAsync(qemu, deadline.Token);
            if (ran && state is "paused" or "postmigrate")
            {
                await qemu.ExecuteAsync("cont", null, deadline.Token);
            }
        }
        catch (Exception exception)
            when (exception is QmpException or TranscriptException or OperationCanceledException)
        {
            throw new HypervisorException(
                HypervisorError.ToolFailed,
                $"{directory.Vm} on {self} cannot be kept from migrating: {exception.Message}",
                exception
            );
        }

        return new() { End = QemuSendingEnd.Kept, Reason = reason };
    }

    private async Task<QemuSending> GiveAwayAsync(
        QmpClient qemu,
        QemuDirectory directory,
        bool ran,
        QemuMigrationWatch watch,
        HandOverLink link
    )
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(HandOverTimeout);
        TimeSpan givenAt = UnixNow();
        HandOverWord? answer;
        try
        {
            await link.SendAsync(new() { Yours = directory.Vm.Value }, deadline.Token);
            answer = await link.ReadAsync(deadline.Token);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException)
        {
            answer = null;
        }

        if (answer?.Refusal is { } refusal)
        {
            return watch.IsPostCopy
                ? Unknown(refusal)
                : await KeepAsync(qemu, directory, ran, refusal);
        }

        if (answer?.RunningAfterSeconds is not { } runningAfter)
        {
            return Unknown("the target did not say whether it runs there");
        }

        // Each difference is between two times of one host, so that their clocks need not agree.
        QemuSending sending = await watch.ReportAsync(deadline.Token) with
        {
            DowntimeSeconds = watch.StoppedAt is { } stoppedAt
                ? (givenAt - stoppedAt).TotalSeconds + runningAfter
                : null,
        };
        await launcher.EndAsync(directory);
        return sending with { Seconds = (UnixNow() - watch.StartedAt).TotalSeconds };
    }

    private static QemuSending Unknown(string reason) =>
        new() { End = QemuSendingEnd.Unknown, Reason = reason };

    private TimeSpan UnixNow() => time.GetUtcNow() - DateTimeOffset.UnixEpoch;
}
