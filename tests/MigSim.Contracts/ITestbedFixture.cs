using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What a backend supplies so that the contracts can be run against it.</summary>
public interface ITestbedFixture
{
    /// <summary>Gets the members of the cluster, at least three; no machine runs on them yet.</summary>
    ImmutableArray<HostName> Hosts { get; }

    /// <summary>Gets a host that is no member and can reach the machines.</summary>
    HostName Client { get; }

    /// <summary>Gets three machines, each of which fits on every host.</summary>
    ImmutableArray<VmSpec> Machines { get; }

    /// <summary>
    /// Gets what the cluster manager moves: every machine is at home on the first host; the second
    /// host inherits the first and the third machine, the third host the second one.
    /// </summary>
    ImmutableArray<ClusterResource> Resources { get; }

    /// <summary>Gets the cluster manager's times.</summary>
    HeartbeatOptions Cluster { get; }

    /// <summary>Gets how late something may happen or be noticed.</summary>
    TimeSpan Tolerance { get; }

    /// <summary>Gets the time between two looks at something that must hold at every moment.</summary>
    TimeSpan Watch { get; }

    /// <summary>
    /// Gets a time after which a pre-copy migration of the first machine is copying memory.
    /// </summary>
    TimeSpan MidMigration { get; }

    /// <summary>Gets what the testbed can be asked to do; everything unless it says otherwise.</summary>
    TestbedScope Scope => new();

    /// <summary>Runs a body on the loop of a testbed that is set up for it alone.</summary>
    /// <param name="body">It may be run several times.</param>
    /// <param name="script">What the cluster manager calls; none unless given.</param>
    void Run(Func<Testbed, Task> body, Func<Testbed, IResourceScript>? script = null);
}
