namespace MigSim.Provenance;

/// <summary>A constant of a model with where its value comes from.</summary>
/// <param name="Name">Its path in the file, such as <c>control_domain.copy_hold</c>.</param>
/// <param name="Value">Its value as written, with its unit.</param>
/// <param name="Origin">Where the value comes from.</param>
/// <param name="Source">The paper, log, program or campaign; empty if none was given.</param>
public sealed record Constant(string Name, string Value, Origin Origin, string Source);
