using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Reporting.Plots;

/// <summary>The first run of a point of a study.</summary>
/// <param name="Scenario">What was run.</param>
/// <param name="Result">Gets its result, which may take a while; null if it is gone.</param>
public sealed record FirstRun(Scenario Scenario, Func<RunResult?> Result);
