namespace MigSim.Experiments.Studies;

/// <summary>Runs of a point go on until the interval of a mean is narrow enough.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Within">
/// Half the width of the 95 % interval: a share of the mean if <paramref name="IsRelative"/>, else in the metric's unit; above 0.
/// </param>
/// <param name="IsRelative">Whether it is a share of the mean.</param>
/// <param name="ReplicationsMax">How many runs a point has at most.</param>
public sealed record Precision(string Metric, double Within, bool IsRelative, int ReplicationsMax);
