using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;

namespace MigSim.Experiments.Comparing;

/// <summary>The round-trip times of one span of the runs, ping by ping.</summary>
/// <param name="Span">The span.</param>
/// <param name="Left">The round-trip times of one side in milliseconds; null if there are none.</param>
/// <param name="Right">The round-trip times of the other side in milliseconds; null if there are none.</param>
/// <param name="Means">
/// The two means. Where both sides have several runs, they are compared run by run; else by the means over
/// stretches of a run, so that the verdict is about these runs and not about others like them.
/// </param>
/// <param name="Distributions">Whether they come from one distribution; null if a side has none.</param>
public sealed record SpanComparison(
    ProbeSpan Span,
    SampleStatistics? Left,
    SampleStatistics? Right,
    MeanComparison Means,
    KolmogorovSmirnov? Distributions
);
