using System.Collections.Immutable;
using MigSim.Experiments.Testbeds;
using MigSim.Lab.Agents;
using MigSim.Lab.Checking;
using MigSim.Lab.Guests;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Namespaces;
using MigSim.Lab.Physical;
using MigSim.Lab.Shell;
using MigSim.Lab.XenNested;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Cli.Labs;

/// <summary>Makes the labs of this program.</summary>
/// <param name="variable">Reads a variable of the environment.</param>
internal sealed class LabSupplier(Func<string, string?> variable) : ILabSupplier
{
    private static readonly ImmutableArray<RequiredTool> Tools =
    [
        new("ip", "iproute2"),
        new("unshare", "util-linux"),
        new("ssh", "openssh-client"),
        new("sshd", "openssh-server"),
        new("ping", "iputils-ping"),
        new("qemu-system-x86_64", "qemu-system-x86"),
        new("cpio", "cpio"),
        new("gcc", "gcc libc6-dev"),
    ];

    private static readonly ImmutableArray<RequiredTool> NamespaceTools =
    [
        .. Tools,
        new("tc", "iproute2"),
        new("/usr/libexec/heartbeat/heartbeat", "heartbeat"),
        new("cl_status", "heartbeat"),
        new("tgtd", "tgt"),
        new("/usr/lib/x86_64-linux-gnu/qemu/block-iscsi.so", "qemu-block-extra"),
    ];

    private static readonly ImmutableArray<RequiredTool> NestedTools =
    [
        .. Tools,
        new("mmdebstrap", "mmdebstrap"),
        new("xz", "xz-utils"),
    ];

    /// <inheritdoc/>
    public LabPlace Place(TestbedDescription testbed) => LabPlace.Find(testbed.Name, variable);

    /// <inheritdoc/>
    public ILab Create(TestbedDescription testbed, RunClock clock) =>
        Create(testbed, clock, Controller(clock), AgentExecutable.ProgramName);

    /// <inheritdoc/>
    public ILab Rehearse(TestbedDescription testbed, RunClock clock, DryRunShell shell) =>
        Create(testbed, clock, shell, AgentExecutable.ProgramName);

    /// <inheritdoc/>
    public async Task<ILab> BuildAsync(
        TestbedDescription testbed,
        RunClock clock,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        LabPlace place = Place(testbed);
        LocalShell shell = Controller(clock);
        string agent = await new AgentExecutable(
            shell,
            LabHosts.Controller,
            place.CacheDirectory
        ).FindAsync(
            variable("MIGSIM_AGENT") is { Length: > 0 } given ? given : null,
            AppContext.BaseDirectory,
            progress,
            cancellationToken
        );
        if (testbed.Kind == TestbedKind.Namespaces)
        {
            await Guests(place, shell).BuildAsync(progress, cancellationToken);
        }

        return Create(testbed, clock, shell, agent);
    }

    /// <inheritdoc/>
    public (ImmutableArray<RequiredTool> Tools, DataSize Memory) Needs(
        TestbedDescription testbed
    ) =>
        testbed.Kind == TestbedKind.Namespaces
            ? (NamespaceTools, DataSize.FromMebibytes(2048))
            : (
                NestedTools,
                // QEMU grows to about twice the memory of what it emulates.
                DataSize.FromBytes(
                    testbed.NodeMemory!.Value.Bytes * 2 * testbed.Platform.Members.Length
                )
            );

    private static LocalShell Controller(RunClock clock) => new(clock, new ShellLimits());

    private static GuestImageBuilder Guests(LabPlace place, IRemoteShell shell) =>
        new(shell, LabHosts.Controller, place.CacheDirectory);

    private ILab Create(
        TestbedDescription testbed,
        RunClock clock,
        IRemoteShell controller,
        string agent
    )
    {
        LabPlace place = Place(testbed);
        bool isDryRun = controller is DryRunShell;
        switch (testbed.Kind)
        {
            case TestbedKind.Namespaces:
                GuestImage guest = Guests(place, controller).Image;
                return new NamespaceLab(
                    new NamespaceLabOptions
                    {
                        Place = place,
                        Platform = testbed.Platform,
                        Kernel = guest.Kernel,
                        Initrd = guest.Initrd,
                        AgentProgram = agent,
                        IsDryRun = isDryRun,
                    },
                    controller
                );
            case TestbedKind.XenNested:
                return new XenNestedLab(
                    new XenNestedOptions
                    {
                        Place = place,
                        Platform = testbed.Platform,
                        AgentProgram = agent,
                        NodeMemory = testbed.NodeMemory!.Value,
                        IsDryRun = isDryRun,
                    },
                    controller,
                    clock
                );
            default:
                return new PhysicalLab(
                    new PhysicalLabOptions
                    {
                        Place = place,
                        Platform = testbed.Platform,
                        Hosts = Hosts(testbed),
                        Heartbeat = Heartbeat(testbed),
                        Fence = testbed.Ssh!.Fence,
                        StateDirectory = testbed.Ssh.StateDirectory,
                        AgentProgram = agent,
                        IsDryRun = isDryRun,
                    },
                    controller,
                    clock
                );
        }
    }

    private static ImmutableSortedDictionary<HostName, SshHost> Hosts(TestbedDescription testbed) =>
        testbed.Platform.Hosts.ToImmutableSortedDictionary(
            host => host.Name,
            host =>
            {
                SshLab ssh = testbed.Ssh!;
                ssh.Hosts.TryGetValue(host.Name, out SshLabHost? other);
                return new SshHost(other?.Address ?? host.Address.ToString())
                {
                    Port = other?.Port,
                    User = ssh.User,
                    IdentityFile = ssh.IdentityFile,
                };
            }
        );

    private static HeartbeatPlace Heartbeat(TestbedDescription testbed)
    {
        var place = new HeartbeatPlace
        {
            Interface = testbed.Ssh!.HeartbeatInterface,
            Addresses = testbed.Platform.Members.ToImmutableSortedDictionary(
                member => member,
                member =>
                    testbed
                        .Platform.Links.First(link =>
                            link.Host == member && link.Network == NetworkName.Heartbeat
                        )
                        .Address.ToString()
            ),
        };
        return testbed.Ssh.HeartbeatProgram is { } program
            ? place with
            {
                Program = program,
            }
            : place;
    }
}
