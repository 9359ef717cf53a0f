namespace MigSim.Experiments.Studies;

/// <summary>Where a point is along one axis.</summary>
/// <param name="Axis">The axis's name.</param>
/// <param name="Text">The value as the point's name has it.</param>
/// <param name="Number">The value in the base unit of its quantity; null for a word or a file.</param>
public sealed record AxisValue(string Axis, string Text, double? Number);
