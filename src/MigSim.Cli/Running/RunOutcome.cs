using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;

namespace MigSim.Cli.Running;

/// <summary>What became of a planned run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Record">What is kept of it for the summary, or null if it failed.</param>
/// <param name="Result">Its result, or null if it failed, or was made before this program began.</param>
/// <param name="Failure">Why it failed, or null if it did not.</param>
internal sealed record RunOutcome(
    PlannedRun Run,
    RunRecord? Record,
    RunResult? Result,
    Exception? Failure
);
