using System.Collections.Immutable;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;

namespace MigSim.Experiments;

/// <summary>An experiment, written once for every backend.</summary>
public interface IExperiment
{
    /// <summary>
    /// Brings the testbed into the state in which the run begins; the run's time does not count yet.
    /// </summary>
    Task SetUpAsync(Scenario scenario, CancellationToken cancellationToken);

    /// <summary>Makes the run and records what happens.</summary>
    Task RunAsync(Scenario scenario, IRunRecorder recorder, CancellationToken cancellationToken);

    /// <summary>Finds the metrics of a run: a pure function, for stored runs too.</summary>
    ImmutableSortedDictionary<string, double?> Measure(
        Scenario scenario,
        ImmutableArray<RunEvent> events,
        ImmutableArray<ProbeSample> samples
    );
}
