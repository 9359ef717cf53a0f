using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Namespaces;

/// <summary>Ends and begins the first processes of the members.</summary>
internal sealed class NamespacePower(
    NamespaceLayout layout,
    IRemoteShell controller,
    LabJournal journal
) : IPowerSwitch
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly SortedDictionary<HostName, JournalEntry> _off = [];

    /// <summary>Makes the command that switches a host on.</summary>
    public static RemoteCommand On(NamespaceLayout layout, HostName host) =>
        new(
            "sh",
            [
                "-c",
                NamespaceScripts.Boot,
                "migsim",
                layout.Lock,
                layout.Root,
                layout.Namespace(host),
                host.Value,
                host == layout.Storage ? "storage" : "member",
                NamespaceScripts.Keeper,
            ],
            Timeout
        );

    /// <inheritdoc/>
    public Task OffAsync(HostName host, CancellationToken cancellationToken)
    {
        RequireMember(host);
        if (!_off.ContainsKey(host))
        {
            RemoteCommand on = On(layout, host);

            // Without the lock nothing may be made any more.
            string[] ifThere = ["-c", "[ ! -e \"$4\" ] || exec \"$0\" \"$@\"", on.Program];
            _off[host] = journal.Note(
                $"power of {host} off",
                new(LabHosts.Controller, "sh", [.. ifThere, .. on.Arguments], Timeout.TotalSeconds)
            );
        }

        return RunAsync(
            new(
                "sh",
                ["-c", NamespaceScripts.PowerOff, "migsim", layout.ProcessDirectory, host.Value],
                Timeout
            ),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task OnAsync(HostName host, CancellationToken cancellationToken)
    {
        RequireMember(host);
        await RunAsync(On(layout, host), cancellationToken);
        if (_off.Remove(host, out JournalEntry? entry))
        {
            journal.Settle(entry);
        }
    }

    private void RequireMember(HostName host)
    {
        if (!layout.Members.Contains(host))
        {
            throw new ArgumentException($"{host} has no power switch.", nameof(host));
        }
    }

    private async Task RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        ShellResult result = await controller.ExecuteAsync(
            LabHosts.Controller,
            command,
            cancellationToken
        );
        if (result.ExitCode != 0)
        {
            throw new LabException($"The power switch failed: {result.StandardError.Trim()}");
        }
    }
}
