using System.Collections.Immutable;

namespace MigSim.Experiments.Calibrations;

/// <summary>A calibration that constants of a scenario come from.</summary>
/// <param name="Stamp">Which fit it is, and for which inputs.</param>
/// <param name="Engines">The migration engines whose machines it is for; null for all machines.</param>
public sealed record AppliedCalibration(
    CalibrationStamp Stamp,
    ImmutableSortedSet<string>? Engines
);
