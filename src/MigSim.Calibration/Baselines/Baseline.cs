using MigSim.Models.Prediction;

namespace MigSim.Calibration.Baselines;

/// <summary>A simpler predictor of the total time, to compare with.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="TotalSeconds">Predicts the time in seconds; null if it says that there is no end.</param>
public sealed record Baseline(string Name, Func<MigrationCase, double?> TotalSeconds);
