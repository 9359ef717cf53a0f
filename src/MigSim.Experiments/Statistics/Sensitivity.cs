using System.Collections.Immutable;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Statistics;

/// <summary>Which axes matter for a metric, at one combination of the other axes.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="At">The values of the other axes, as in a point's name; empty if there are none.</param>
/// <param name="Method">How influence was measured.</param>
/// <param name="Used">How many blocks of the design, or steps of its trajectories, went in.</param>
/// <param name="LeftOut">
/// How many did not, because a run of them has no value of the metric: the result is about the others only.
/// </param>
/// <param name="NoiseShare">
/// The share of the variance among the points' means that is chance, from the spread of their replications; null without any.
/// Were the noise of points independent, each total index would be too large by it; runs of equal seeds share noise, so it is less.
/// </param>
/// <param name="Indices">Sobol's indices in the order of the axes; none where the values do not vary.</param>
/// <param name="Effects">Morris's effects in the order of the axes; none with the other method.</param>
public sealed record Sensitivity(
    string Metric,
    string At,
    SensitivityMethod Method,
    int Used,
    int LeftOut,
    double? NoiseShare,
    ImmutableArray<SobolIndex> Indices,
    ImmutableArray<MorrisEffect> Effects
);
