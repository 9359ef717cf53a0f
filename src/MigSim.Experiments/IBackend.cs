using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments;

/// <summary>Runs scenarios on one kind of testbed.</summary>
public interface IBackend : IDisposable
{
    /// <summary>Gets the testbed's name, as it appears in the names of run folders.</summary>
    string Testbed { get; }

    /// <summary>Gets how many runs can be made at the same time, at least 1.</summary>
    int ParallelMax { get; }

    /// <summary>Runs a scenario on the calling thread, to its end.</summary>
    /// <param name="scenario">What to run.</param>
    /// <param name="seed">The number that fixes all randomness.</param>
    /// <param name="progress">Is told how much of the run is done, from 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    /// <returns>
    /// The result; of a run on a real testbed that was ended early, what was measured until then.
    /// </returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    RunResult Run(
        Scenario scenario,
        ulong seed,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    );
}
