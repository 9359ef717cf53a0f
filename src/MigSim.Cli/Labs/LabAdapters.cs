using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Measurement;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>A lab behind the interfaces of a testbed, for one run.</summary>
/// <param name="Hypervisor">Creates and destroys machines from here; the agents move them.</param>
/// <param name="Cluster">Heartbeat.</param>
/// <param name="SettledAsync">Waits until the cluster holds its resources where they belong.</param>
/// <param name="Detector">What Heartbeat believes.</param>
/// <param name="Messaging">The agents' datagrams.</param>
/// <param name="Probe">ping.</param>
/// <param name="Metrics">What the hosts do.</param>
/// <param name="Faults">What breaks them.</param>
internal sealed record LabAdapters(
    ISavingHypervisor Hypervisor,
    IClusterManager Cluster,
    Func<CancellationToken, Task> SettledAsync,
    IFailureDetector Detector,
    IClusterMessaging Messaging,
    IProbe Probe,
    IHostMetrics Metrics,
    IFaultInjector Faults
);
