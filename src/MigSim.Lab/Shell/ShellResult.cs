namespace MigSim.Lab.Shell;

/// <summary>What became of a command that ended by itself.</summary>
/// <param name="ExitCode">Its exit code; 128 + n if signal n ended it, 127 if there is no such program.</param>
/// <param name="StandardOutput">What it printed.</param>
/// <param name="StandardError">What it printed as errors.</param>
/// <param name="StartedAt">When it was started, since the run began.</param>
/// <param name="Duration">How long it took, with the way there and back.</param>
public sealed record ShellResult(
    int ExitCode,
    string StandardOutput,
    string StandardError,
    TimeSpan StartedAt,
    TimeSpan Duration
);
