using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments;

/// <summary>Runs scenarios on one kind of testbed.</summary>
public interface IBackend
{
    /// <summary>Gets the testbed's name, as it appears in the names of run folders.</summary>
    string Testbed { get; }

    /// <summary>Runs a scenario on the calling thread, to its end.</summary>
    /// <param name="scenario">What to run.</param>
    /// <param name="seed">The number that fixes all randomness.</param>
    /// <param name="progress">Is told how much of the run is done, from 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    RunResult Run(
        Scenario scenario,
        ulong seed,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    );
}
