using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>A picture with its name.</summary>
/// <param name="Name">The name of its file, without the ending.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Plots">Its plots, from the top.</param>
internal sealed record NamedPicture(string Name, string Description, IReadOnlyList<Plot> Plots);
