using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;

namespace MigSim.Calibration.Fitting;

/// <summary>Predicts runs of a campaign from constants.</summary>
public interface IRunModel
{
    /// <summary>Predicts some metrics of some runs.</summary>
    /// <param name="runs">The runs; only their inputs are read.</param>
    /// <param name="metrics">The names of the metrics.</param>
    /// <param name="constants">Constants that stand in place of the model's own, by path, in basic units.</param>
    /// <returns>A row for each run with a value for each metric; null where the run does not end.</returns>
    ImmutableArray<ImmutableArray<double?>> Predict(
        ImmutableArray<CampaignRun> runs,
        ImmutableArray<string> metrics,
        ImmutableSortedDictionary<string, double> constants
    );
}
