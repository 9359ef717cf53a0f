using ScottPlot;

namespace MigSim.Reporting.Plots;

/// <summary>A picture with its name.</summary>
/// <param name="name">The name of its file, without the ending.</param>
/// <param name="description">What it shows.</param>
/// <param name="plots">Its plots, from the top.</param>
internal sealed class NamedPicture(string name, string description, IReadOnlyList<Plot> plots)
{
    public string Name => name;

    public string Description => description;

    public IReadOnlyList<Plot> Plots => plots;

    /// <summary>Gets the picture as PNG, which files and pages share.</summary>
    public byte[] Png => field ??= StackedPicture.Png(plots);
}
