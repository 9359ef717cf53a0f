using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Running;

/// <summary>A published value beside those found in all replications.</summary>
/// <param name="Check">The check, with the mean of the values found.</param>
/// <param name="Runs">How many runs have been judged.</param>
/// <param name="Held">In how many of them the check holds.</param>
public sealed record CheckSummary(Check Check, int Runs, int Held);
