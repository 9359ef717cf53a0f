using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>The target's side of a migration.</summary>
internal sealed class QemuReceiver(
    HostName self,
    QemuSettings settings,
    QemuLauncher launcher,
    RunClock clock,
    TimeProvider time
)
{
    private const int PortCount = 64;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    // What is left to do once the source has given the machine away is a matter of moments.
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Receives a machine and returns once it runs here.</summary>
    /// <param name="machine">The machine as it runs at the source.</param>
    /// <param name="ready">Is told the port on which the machine is expected.</param>
    /// <param name="cancellationToken">
    /// Gives up, with nothing left, unless the source has given the machine away already.
    /// </param>
    /// <exception cref="HypervisorException">It did not come; nothing is left.</exception>
    public async Task<VmName> ReceiveAsync(
        QemuMachine machine,
        Action<int> ready,
        CancellationToken cancellationToken
    )
    {
        QemuDirectory directory = QemuDirectory.Of(
            settings.RunDirectory,
            new(machine.Machine.Name)
        );
        using IDisposable claim = directory.Lock();
        if (directory.FindProcess() is not null)
        {
            throw new HypervisorException(
                HypervisorError.VmExists,
                $"{directory.Vm} is on {self} already."
            );
        }

        await using QmpClient qemu = await launcher.StartAsync(
            machine,
            directory,
            isIncoming: true,
            cancellationToken
        );
        try
        {
            await QemuOptions.SetAsync(qemu, settings, cancellationToken);
            (int port, Socket listener) = await ListenAsync(qemu, cancellationToken);
            using (listener)
            {
                ready(port);
                await TakeAsync(qemu, directory, listener, cancellationToken);
            }

            return directory.Vm;
        }
        catch (Exception exception)
        {
            if (directory.IsIncoming || directory.FindProcess() is null)
            {
                await launcher.EndAsync(directory);
            }

            throw exception is QmpException or SocketException
                ? Failed(directory.Vm, exception.Message)
                : exception;
        }
    }

    private static HypervisorException Failed(VmName vm, string reason) =>
        new(HypervisorError.ToolFailed, $"{vm} was not received: {reason}");

    private async Task<(int Port, Socket Listener)> ListenAsync(
        QmpClient qemu,
        CancellationToken cancellationToken
    )
    {
        if (!settings.MigrationAddresses.TryGetValue(self.Value, out string? text))
        {
            throw new QmpException($"no address for migrations to {self} is known");
        }

        IPAddress address = IPAddress.Parse(text);
        for (int offset = 0; offset < PortCount; offset += 2)
        {
            int port = settings.MigrationPort + offset;
            Socket? listener = null;
            try
            {
                listener = HandOverLink.Listen(new(address, port + 1));
                await qemu.ExecuteAsync(
                    "migrate-incoming",
                    new() { ["uri"] = $"tcp:{new IPEndPoint(address, port)}" },
                    cancellationToken
                );
                return (port, listener);
            }
            catch (Exception exception)
                when (exception
                        is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
                    || exception is QmpException { IsRefusal: true } refusal
                        && refusal.Message.Contains("in use", StringComparison.Ordinal)
                )
            {
                // Another machine is being received there.
                listener?.Dispose();
            }
        }

        throw new QmpException($"no free port from {settings.MigrationPort} on");
    }

    private async Task TakeAsync(
        QmpClient qemu,
        QemuDirectory directory,
        Socket listener,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<HandOverLink?> coming = AcceptAsync(listener, directory.Vm, stop.Token);
        try
        {
            // QEMU is listened to meanwhile: it may fail.
            while (!coming.IsCompleted)
            {
                await qemu.NextEventAsync(LookInterval, stop.Token);
            }
        }
        finally
        {
            stop.Cancel();
            await coming;
        }

        TimeSpan arrivedAt = UnixNow();
        using HandOverLink link =
            await coming ?? throw Failed(directory.Vm, "the source did not give it away");
        HandOverWord answer = await RunAsync(qemu, directory, arrivedAt);
        try
        {
            await link.SendAsync(answer, CancellationToken.None);
        }
        catch (SocketException)
        {
            // The source does not hear it; whoever asked for the migration looks at both hosts.
        }

        if (answer.Refusal is { } refusal)
        {
            throw Failed(directory.Vm, refusal);
        }

        await AnnounceAsync(qemu);
    }

    private static async Task<HandOverLink?> AcceptAsync(
        Socket listener,
        VmName vm,
        CancellationToken cancellationToken
    )
    {
        HandOverLink? link = null;
        try
        {
            link = await HandOverLink.AcceptAsync(listener, cancellationToken);
            HandOverWord? word = await link.ReadAsync(cancellationToken);
            if (word?.Yours == vm.Value)
            {
                return link;
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException)
        {
            // Given up; the caller knows.
        }

        link?.Dispose();
        return null;
    }

    /// <summary>Lets the machine run that the source has given away; never thrown back from here.</summary>
    private async Task<HandOverWord> RunAsync(
        QmpClient qemu,
        QemuDirectory directory,
        TimeSpan arrivedAt
    )
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(ArrivalTimeout);
        try
        {
            await LoadedAsync(qemu, deadline.Token);
        }
        catch (Exception exception)
            when (exception is QmpException or TranscriptException or OperationCanceledException)
        {
            // It does not run: before the source is told so, it is made sure that it never will.
            await launcher.EndAsync(directory);
            return new() { Refusal = exception.Message };
        }

        directory.Arrived();
        await qemu.ExecuteAsync("cont", null, deadline.Token);
        while (true)
        {
            QmpEvent? next = await qemu.NextEventAsync(LookInterval, deadline.Token);
            if (next?.Name == "RESUME")
            {
                return new() { RunningAfterSeconds = (next.At - arrivedAt).TotalSeconds };
            }
        }
    }

    private async Task LoadedAsync(QmpClient qemu, CancellationToken cancellationToken)
    {
        while (true)
        {
            string migration = await QemuQuestions.MigrationAsync(qemu, cancellationToken);
            QemuMigrationStatus status = QueryMigrateParser.Parse(migration).Status;
            if (status is QemuMigrationStatus.Failed or QemuMigrationStatus.Cancelled)
            {
                throw new QmpException("the memory did not arrive in full");
            }

            string state = await QemuQuestions.StateAsync(qemu, cancellationToken);
            if (state is "guest-panicked" or "shutdown" or "internal-error")
            {
                throw new QmpException($"it had ended at the source: {state}");
            }

            if (
                state != "inmigrate"
                && status is QemuMigrationStatus.Completed or QemuMigrationStatus.PostCopyActive
            )
            {
                return;
            }

            await qemu.NextEventAsync(TimeSpan.FromMilliseconds(1), cancellationToken);
        }
    }

    /// <summary>Tells the switches where the machine is now.</summary>
    public static async Task AnnounceAsync(QmpClient qemu)
    {
        try
        {
            // Switches still send its packets to the source until it says where it is.
            var arguments = new JsonObject
            {
                ["initial"] = 10,
                ["max"] = 200,
                ["rounds"] = 5,
                ["step"] = 50,
            };
            await qemu.ExecuteAsync("announce-self", arguments, CancellationToken.None);
        }
        catch (QmpException)
        {
            // It runs; its first packet will do the same.
        }
    }

    private TimeSpan UnixNow() => time.GetUtcNow() - DateTimeOffset.UnixEpoch;
}
