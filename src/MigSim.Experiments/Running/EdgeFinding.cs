using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Running;

/// <summary>The edge that was found at one point of the other axes.</summary>
/// <param name="Point">The name of that point.</param>
/// <param name="Search">What was looked for.</param>
/// <param name="Edge">What was found.</param>
public sealed record EdgeFinding(string Point, EdgeSearch Search, Edge Edge);
