using MigSim.Experiments;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Cli.Shadow;

/// <summary>A lab whose runs were predicted.</summary>
internal sealed class ShadowBackend(IBackend lab, ShadowPredictions predictions) : IBackend
{
    /// <inheritdoc/>
    public string Testbed => lab.Testbed;

    /// <inheritdoc/>
    public int ParallelMax => 1;

    /// <inheritdoc/>
    public RunResult Run(
        Scenario scenario,
        ulong seed,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    ) => predictions.Score(lab.Run(scenario, seed, progress, cancellationToken));

    /// <inheritdoc/>
    public void Dispose() => lab.Dispose();
}
