using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Statistics;

/// <summary>An edge that was looked for, at one combination of the other axes.</summary>
/// <param name="At">The values of the other axes, as in a point's name; empty if there are none.</param>
/// <param name="Unit">The base unit of the axis, empty for counts.</param>
/// <param name="Search">What was looked for.</param>
/// <param name="Edge">What was found.</param>
public sealed record EdgeFinding(string At, string Unit, EdgeSearch Search, Edge Edge);
