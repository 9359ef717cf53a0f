using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Faults;
using MigSim.Lab.Agents;
using MigSim.Lab.Faults;
using MigSim.Lab.Guarding;
using MigSim.Lab.Heartbeat;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Messaging;
using MigSim.Lab.Tools;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>A lab behind the interfaces of a testbed, for one run.</summary>
/// <param name="Hypervisor">Creates machines from here; the agents move them.</param>
/// <param name="Cluster">Heartbeat.</param>
/// <param name="Detector">What Heartbeat believes.</param>
/// <param name="Messaging">The agents' datagrams.</param>
/// <param name="Probe">ping, until the machine has settled.</param>
/// <param name="Metrics">What the hosts do.</param>
/// <param name="Faults">What breaks them.</param>
internal sealed record LabAdapters(
    ISavingHypervisor Hypervisor,
    HeartbeatClusterManager Cluster,
    HeartbeatFailureDetector Detector,
    IClusterMessaging Messaging,
    IProbe Probe,
    IHostMetrics Metrics,
    IFaultInjector Faults
) : IAsyncDisposable
{
    /// <summary>Makes them; the logs of the members are read from now on.</summary>
    public static async Task<LabAdapters> CreateAsync(
        TestbedDescription testbed,
        LabConnection lab,
        RunClock clock,
        Scenario scenario,
        ImmutableArray<AgentMachine> machines,
        Func<TimeSpan?> runsAgainAt,
        CancellationToken cancellationToken
    ) =>
        new(
            new GuardedHypervisor(Hypervisors.Create(testbed, lab, clock, machines), lab.Members),
            new HeartbeatClusterManager(lab, clock, scenario.Cluster, scenario.Takeover),
            await HeartbeatFailureDetector.StartAsync(lab, clock, cancellationToken),
            new AgentMessaging(lab),
            new SettlingProbe(new PingProbe(lab.Shell), runsAgainAt, testbed.ProbeAfter),
            new LabMetrics(testbed, lab, clock),
            new LabFaultInjector(lab, clock)
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Detector.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
