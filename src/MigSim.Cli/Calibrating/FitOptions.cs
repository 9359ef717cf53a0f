namespace MigSim.Cli.Calibrating;

/// <summary>What <c>migsim calibrate fit</c> was told.</summary>
internal sealed record FitOptions(
    string Campaign,
    string? Fit,
    string? Output,
    ulong Seed,
    int? Bootstraps,
    bool DropsOutliers
);
