namespace MigSim.Experiments.Statistics;

/// <summary>A value of the axis that the search has been at.</summary>
/// <param name="Value">The value, in the base unit of the axis.</param>
/// <param name="Runs">How many runs have been made there.</param>
/// <param name="Mean">
/// The metric's mean over those that have a value, with the interval that the verdict rests on: it is wider than that of the
/// search's confidence, as all decisions together shall be right with it. Null if no run has a value.
/// </param>
/// <param name="Verdict">What was found.</param>
public sealed record EdgeVisit(double Value, int Runs, MeanInterval? Mean, EdgeVerdict Verdict);
