using MigSim.Clustering;
using MigSim.Kernel;
using MigSim.Models.Clustering;
using MigSim.Simulation.Hosts;

namespace MigSim.Simulation.Clustering;

/// <summary>A member of the cluster with what its own daemon believes of the others.</summary>
internal sealed class SimMember(SimulationLoop loop, SimHost host, int index, int count)
{
    public SimHost Host => host;

    public HostName Name => host.Name;

    public int Index => index;

    /// <summary>Whether its daemon runs.</summary>
    public bool IsActive => Lifetime is { IsCancellationRequested: false };

    /// <summary>Is cancelled when its daemon ends; null before the first start.</summary>
    public CancellationTokenSource? Lifetime { get; set; }

    /// <summary>Its detector of every member, by the member's index.</summary>
    public HeartbeatDetector[] Detectors { get; } = new HeartbeatDetector[count];

    /// <summary>What it believed last of every member.</summary>
    public MemberState[] Beliefs { get; } = new MemberState[count];

    /// <summary>When it looks at each member the next time, by the member's index.</summary>
    public EventHandle[] Checks { get; } = new EventHandle[count];

    /// <summary>Held by the resource script that runs: they run one after the other.</summary>
    public Resource Scripts { get; } = new(loop, $"resource scripts of {host.Name}", 1);
}
