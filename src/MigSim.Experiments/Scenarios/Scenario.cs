using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Studies;
using MigSim.Failover;
using MigSim.Models.Migration;
using MigSim.Provenance;
using MigSim.Virtualization;

namespace MigSim.Experiments.Scenarios;

/// <summary>One point of a study: everything that a run needs but the seed.</summary>
public sealed record Scenario
{
    /// <summary>Gets the scenario's name: its file's, without the ending.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the point's name, derived from the values of the axes; <c>base</c> without.</summary>
    public required string Point { get; init; }

    /// <summary>
    /// Gets where the point is along the axes, in their order; empty for <c>base</c>. A point from which an edge is
    /// looked for has no value of the axis that is searched.
    /// </summary>
    public ImmutableArray<AxisValue> Coordinates { get; init; } = [];

    /// <summary>Gets the experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>Gets the hosts and links.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Gets the hypervisor's constants.</summary>
    public required HypervisorProfile Hypervisor { get; init; }

    /// <summary>Gets the virtual machines, in the order of the file.</summary>
    public required ImmutableArray<Machine> Machines { get; init; }

    /// <summary>Gets the migration engines by name, those of the scenario's profile among them.</summary>
    public required ImmutableSortedDictionary<string, EngineProfile> Engines { get; init; }

    /// <summary>Gets the cluster manager's times.</summary>
    /// <exception cref="InvalidOperationException">The experiment has none.</exception>
    public HeartbeatOptions Cluster
    {
        get => field ?? throw Missing("cluster");
        init;
    }

    /// <summary>Gets the resource script.</summary>
    public required FailoverScript Script { get; init; }

    /// <summary>Gets what stop and start do, if the script is <see cref="FailoverScript.StopStart"/>.</summary>
    public required RestartMode Restart { get; init; }

    /// <summary>Gets which member takes over which machine, in the order of the machines.</summary>
    public ImmutableArray<ClusterResource> Takeover { get; init; } = [];

    /// <summary>Gets what is broken and when.</summary>
    /// <exception cref="InvalidOperationException">The experiment has none.</exception>
    public FailurePlan Failure
    {
        get => field ?? throw Missing("failure");
        init;
    }

    /// <summary>Gets the echo requests.</summary>
    /// <exception cref="InvalidOperationException">The experiment has none.</exception>
    public ProbePlan Probe
    {
        get => field ?? throw Missing("probe");
        init;
    }

    /// <summary>Gets where the web server and its client run.</summary>
    public ServerSetting Setting { get; init; }

    /// <summary>Gets the web server, if there is one.</summary>
    public ServerPlan? Server { get; init; }

    /// <summary>Gets the load on the web server, if there is one.</summary>
    public LoadPlan? Load { get; init; }

    /// <summary>Gets where flows are counted, if they are.</summary>
    public FlowPlan? Flows { get; init; }

    /// <summary>Gets whether machines are moved, rather than only used.</summary>
    public bool HasFailure => Experiment == ExperimentName.ControlledFailure;

    /// <summary>Gets the published values that apply to this point.</summary>
    public required ImmutableArray<Expectation> Expectations { get; init; }

    /// <summary>Gets every constant of the files with where it comes from.</summary>
    public required ImmutableArray<Constant> Constants { get; init; }

    /// <summary>Gets the fits that constants come from, where a file says for which inputs.</summary>
    public ImmutableArray<AppliedCalibration> Calibrations { get; init; } = [];

    /// <summary>Gets the digests of the files read: path as the scenario names it → sha256.</summary>
    public required ImmutableSortedDictionary<string, string> Inputs { get; init; }

    /// <summary>Gets how long the run lasts at most, without its set-up.</summary>
    public TimeSpan Duration
    {
        get
        {
            TimeSpan probe = HasFailure ? Probe.Duration + Probe.Timeout : TimeSpan.Zero;
            TimeSpan load = Load is { } plan
                ? plan.Duration + (plan.Timeout * (plan.Calls + 1))
                : TimeSpan.Zero;
            return probe > load ? probe : load;
        }
    }

    private InvalidOperationException Missing(string what) =>
        new($"The experiment {Experiment} has no {what}.");
}
