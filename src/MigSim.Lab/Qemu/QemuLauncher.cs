using System.Globalization;
using System.Text.RegularExpressions;
using MigSim.Lab.Agents;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Qemu;

/// <summary>Starts and ends processes of QEMU on this host.</summary>
internal sealed partial class QemuLauncher(
    HostName self,
    QemuSettings settings,
    IRemoteShell shell,
    RunClock clock
)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Gets the version of QEMU.</summary>
    public async Task<Version> VersionAsync(CancellationToken cancellationToken)
    {
        ShellResult result = await RunAsync(
            new(settings.Program, ["--version"], StartTimeout) { IsIdempotent = true },
            cancellationToken
        );
        Match match = VersionPattern().Match(result.StandardOutput);
        return match.Success
            ? new(Part(match.Groups[1]), Part(match.Groups[2]))
            : throw Failed($"{settings.Program} does not tell its version.");
    }

    /// <summary>Starts a process whose machine waits to be told to run; its directory is made.</summary>
    /// <returns>The connection to it.</returns>
    /// <exception cref="HypervisorException">It cannot be started; nothing is left.</exception>
    public async Task<QmpClient> StartAsync(
        QemuMachine machine,
        QemuDirectory directory,
        bool isIncoming,
        CancellationToken cancellationToken
    )
    {
        RefuseWithoutMemory(machine);
        directory.Make(machine, isIncoming);
        try
        {
            IReadOnlyList<string> words = QemuCommandLine.Compose(
                settings,
                machine,
                directory,
                isIncoming
            );
            await RunAsync(new(settings.Program, words, StartTimeout), cancellationToken);
            if (settings.Bridge is { } bridge)
            {
                string card = QemuCommandLine.Interface(machine.Machine.Name);

                // A bridge takes the lowest address among its ports for its own, and its neighbours
                // lose it when that changes; so this end of the card has a high one.
                string address =
                    "fe:ff" + QemuCommandLine.HardwareAddress(machine.Machine.Address)[5..];
                string[] place = ["address", address, "master", bridge, "up"];
                string[] attach = ["link", "set", "dev", card, .. place];
                await RunAsync(new("ip", attach, StartTimeout), cancellationToken);
            }

            return await QmpClient.ConnectAsync(
                clock,
                directory.ControlSocket,
                GreetingPatience,
                cancellationToken
            );
        }
        catch (Exception exception)
        {
            await EndAsync(directory);
            throw exception is QmpException ? Failed(exception.Message) : exception;
        }
    }

    /// <summary>Ends the process at once, if there is one, and removes its directory.</summary>
    public async Task EndAsync(QemuDirectory directory)
    {
        TimeSpan giveUpAt = clock.Now + EndTimeout;
        while (directory.FindProcess() is { } process)
        {
            if (clock.Now > giveUpAt)
            {
                throw Failed($"Process {process.Id} of {directory.Vm} does not end.");
            }

            string id = process.Id.ToString(CultureInfo.InvariantCulture);
            string[] words = ["-c", "kill -s KILL \"$1\" 2> /dev/null; exit 0", "sh", id];
            await RunAsync(new("sh", words, EndTimeout), CancellationToken.None);
            await clock.DelayAsync(EndInterval, CancellationToken.None);
        }

        directory.Remove();
    }

    /// <summary>Waits until a process that was asked to end has ended, and removes its directory.</summary>
    public async Task EndedAsync(QemuDirectory directory, CancellationToken cancellationToken)
    {
        while (directory.FindProcess() is not null)
        {
            await clock.DelayAsync(EndInterval, cancellationToken);
        }

        directory.Remove();
    }

    private static int Part(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    private static HypervisorException Failed(string message) =>
        new(HypervisorError.ToolFailed, message);

    private void RefuseWithoutMemory(QemuMachine machine)
    {
        // MemAvailable counts in KiB what can be had without swapping (proc(5)).
        string? line = File.ReadLines("/proc/meminfo")
            .FirstOrDefault(text => text.StartsWith("MemAvailable:", StringComparison.Ordinal));
        if (
            line is not null
            && long.TryParse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                out long free
            )
            && machine.MemoryBytes / 1024 > free
        )
        {
            throw new HypervisorException(
                HypervisorError.HostMemoryExhausted,
                $"{machine.Machine.Name} needs {machine.MemoryBytes >> 20} MiB; "
                    + $"{self} has {free >> 10} MiB to give."
            );
        }
    }

    private async Task<ShellResult> RunAsync(
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        try
        {
            ShellResult result = await shell.ExecuteAsync(self, command, cancellationToken);
            return result.ExitCode == 0
                ? result
                : throw Failed(
                    $"{command.Program}: exit code {result.ExitCode}: {result.StandardError.Trim()}"
                );
        }
        catch (ShellException exception)
        {
            throw new HypervisorException(HypervisorError.ToolFailed, exception.Message, exception);
        }
    }

    [GeneratedRegex(@"version (\d{1,3})\.(\d{1,3})")]
    private static partial Regex VersionPattern();
}
