namespace MigSim.Reporting.Plots;

/// <summary>A span of a run; phases of different kinds may overlap.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Name">What it is called in a picture.</param>
/// <param name="Begin">When it begins, since the run began.</param>
/// <param name="End">When it ends, since the run began.</param>
public readonly record struct Phase(PhaseKind Kind, string Name, TimeSpan Begin, TimeSpan End);
