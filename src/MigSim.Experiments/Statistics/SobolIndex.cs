namespace MigSim.Experiments.Statistics;

/// <summary>How much of a metric's variance comes from an axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="First">The share that goes if the axis is held: of its own effect.</param>
/// <param name="Total">The share that stays if all others are held: its effect with all interactions.</param>
public sealed record SobolIndex(string Axis, Estimate First, Estimate Total);
