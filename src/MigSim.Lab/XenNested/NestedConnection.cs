using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.XenNested;

/// <summary>Says how a nested Xen lab is used.</summary>
internal static class NestedConnection
{
    private const string HeartbeatCard = "eth1";
    private const string ReceiverPort = "8002";

    /// <summary>Makes the description of a lab that is up; nothing is connected yet.</summary>
    public static LabConnection Make(
        NestedLayout layout,
        XenNestedOptions options,
        string image,
        IPowerSwitch power,
        IRemoteShell controller,
        RunClock clock
    ) =>
        new()
        {
            Shell = options.IsDryRun ? controller : Shell(layout, image, controller, clock),
            Power = power,
            Members = [.. layout.Nodes.Select(node => node.Host)],
            Storage = layout.Storage,
            Agents = layout.Nodes.ToImmutableSortedDictionary(
                node => node.Host,
                node => Agent(layout, node)
            ),
            AgentProgram = options.AgentProgram,
            Heartbeat = new()
            {
                Interface = HeartbeatCard,
                Addresses = layout.Nodes.ToImmutableSortedDictionary(
                    node => node.Host,
                    node => node.Heartbeat
                ),
            },
            Journal = options.IsDryRun
                ? LabJournal.Unkept()
                : LabJournal.Open(options.Place.JournalPath),
        };

    private static RoutingShell Shell(
        NestedLayout layout,
        string image,
        IRemoteShell controller,
        RunClock clock
    )
    {
        var storage = new NamespaceShell(
            clock,
            new(),
            ImmutableSortedDictionary<HostName, NamespaceEntry>.Empty.Add(
                layout.Storage,
                new NamespaceEntry.Network(layout.Namespace)
            )
        );
        var nodes = new SshShell(
            clock,
            new(),
            new()
            {
                ControlDirectory = layout.SocketDirectory,
                Hosts = layout.Nodes.ToImmutableSortedDictionary(
                    node => node.Host,
                    node => new SshHost(node.Lan)
                    {
                        User = "root",
                        IdentityFile = layout.KeyFile,
                        Options = layout.SshOptions(image),
                    }
                ),
            }
        );
        return new(
            layout
                .Nodes.ToImmutableSortedDictionary(node => node.Host, IRemoteShell (_) => nodes)
                .Add(layout.Storage, storage)
                .Add(LabHosts.Controller, controller)
        );
    }

    private static AgentSettings Agent(NestedLayout layout, NestedNode self) =>
        new()
        {
            Self = self.Host.Value,
            Members = [.. layout.Nodes.Select(node => node.Host.Value)],
            Xl = new()
            {
                MigrationHosts = ByName(layout, node => $"carry {node.Lan} {ReceiverPort}"),
                MigrationShell = "",
                ProgressLibrary = "/usr/local/lib/xl-progress.so",
                StateDirectory = "/srv/shared",
            },
            Ssh = new()
            {
                // Keys and known hosts are where ssh looks for them.
                Hosts = ByName(
                    layout,
                    node => new AgentSshHost { Address = node.Lan, User = "root" }
                ),
            },
            Fence = ["fence", "{host}"],
            MessageAddresses = ByName(layout, node => node.Heartbeat),
        };

    private static ImmutableSortedDictionary<string, T> ByName<T>(
        NestedLayout layout,
        Func<NestedNode, T> value
    ) => layout.Nodes.ToImmutableSortedDictionary(node => node.Host.Value, value);
}
