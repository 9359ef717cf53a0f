using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Faults;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Namespaces;

/// <summary>Tells how to use a lab of namespaces.</summary>
internal static class NamespaceConnection
{
    private const string SshDirectory = "/etc/migsim/ssh";
    private const string SavedMachines = "/var/lib/migsim/saved";

    // Where the storage host sees the numbers of the first processes.
    private const string ProcessDirectory = "/run/migsim/boot";

    public static LabConnection Create(
        NamespaceLabOptions options,
        NamespaceLayout layout,
        IRemoteShell controller,
        RunClock clock
    )
    {
        IRemoteShell hosts = options.IsDryRun
            ? controller
            : new HostShell(clock, new ShellLimits(), layout);
        var shell = new RoutingShell(
            layout
                .Hosts.ToImmutableSortedDictionary(host => host, _ => hosts)
                .Add(LabHosts.Controller, controller)
        );
        LabJournal journal = options.IsDryRun
            ? LabJournal.Unkept()
            : LabJournal.Open(options.Place.JournalPath);
        return new()
        {
            Shell = shell,
            Power = new NamespacePower(layout, controller, journal),
            Members = layout.Members,
            Storage = layout.Storage,
            Agents = layout.Members.ToImmutableSortedDictionary(
                member => member,
                member => Agent(options, layout, member)
            ),
            AgentProgram = options.AgentProgram,
            Heartbeat = new()
            {
                Interface = layout.LinkOf(layout.Members[0], NetworkName.Heartbeat).Card,
                Addresses = layout.Members.ToImmutableSortedDictionary(
                    member => member,
                    member => layout.LinkOf(member, NetworkName.Heartbeat).Address
                ),
            },
            Journal = journal,
            Links = [.. layout.Links.Select(link => Describe(layout, link))],
        };
    }

    private static AgentSettings Agent(
        NamespaceLabOptions options,
        NamespaceLayout layout,
        HostName self
    )
    {
        AgentSsh ssh = new()
        {
            Hosts = layout.Hosts.ToImmutableSortedDictionary(
                host => host.Value,
                host => Reach(layout, host)
            ),
        };
        return new()
        {
            Self = self.Value,
            Members = [.. layout.Members.Select(member => member.Value)],
            Qemu = new()
            {
                Accelerator = options.Accelerator,
                Kernel = options.Kernel,
                Initrd = options.Initrd,
                Bridge = NamespaceLayout.GuestBridge,
                MigrationAddresses = Addresses(layout, NetworkName.Lan),
                StateHost = layout.Storage.Value,
                StateDirectory = SavedMachines,
            },
            Ssh = ssh,
            Fence = Fence(layout, ssh.Hosts[layout.Storage.Value]),
            MessageAddresses = Addresses(layout, NetworkName.Heartbeat),
        };
    }

    private static AgentSshHost Reach(NamespaceLayout layout, HostName host) =>
        new()
        {
            Address = layout.LinkOf(host, NetworkName.Lan).Address,
            User = "root",
            IdentityFile = $"{SshDirectory}/id",
            Options =
            [
                "IdentitiesOnly=yes",
                "StrictHostKeyChecking=yes",
                "GlobalKnownHostsFile=none",
                $"UserKnownHostsFile={SshDirectory}/known_hosts",
                "LogLevel=ERROR",
            ],
        };

    private static ImmutableArray<string> Fence(NamespaceLayout layout, AgentSshHost storage) =>
        [
            "ssh",
            .. storage.Options.SelectMany(option => new[] { "-o", option }),
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectTimeout=10",
            "-i",
            storage.IdentityFile!,
            $"{storage.User}@{layout.LinkOf(layout.Storage, NetworkName.Lan).Address}",
            "sh",
            "/etc/migsim/power-off",
            ProcessDirectory,
            "{host}",
        ];

    private static ImmutableSortedDictionary<string, string> Addresses(
        NamespaceLayout layout,
        NetworkName network
    ) =>
        layout.Members.ToImmutableSortedDictionary(
            member => member.Value,
            member => layout.LinkOf(member, network).Address
        );

    private static LabLink Describe(NamespaceLayout layout, NamespaceLink link) =>
        new(
            link.Name,
            [
                End(layout.SwitchNamespace, link.Port, link),
                End(layout.Namespace(link.Host), link.Card, link),
            ]
        );

    private static LabLinkEnd End(string name, string device, NamespaceLink link) =>
        new(
            LabHosts.Controller,
            [
                // A device of a namespace that has gone needs no change.
                "sh",
                "-c",
                "[ ! -e \"/run/netns/$0\" ] || exec ip netns exec \"$0\" \"$@\"",
                name,
            ],
            device,
            link.Shaping
        );
}
