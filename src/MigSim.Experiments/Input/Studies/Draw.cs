using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Studies;

/// <summary>Values of the continuous axes that are drawn together.</summary>
/// <param name="Name">What draws them, in words.</param>
/// <param name="Place">Where that is written.</param>
/// <param name="DimensionsMax">For how many axes it can draw.</param>
/// <param name="MayLoseRows">Whether points may be left out, as a condition does.</param>
/// <param name="Count">Tells how many rows that are.</param>
/// <param name="Rows">Makes the rows of the unit cube for a number of axes.</param>
internal sealed record Draw(
    string Name,
    Place Place,
    int DimensionsMax,
    bool MayLoseRows,
    Func<int, long> Count,
    Func<int, double[][]> Rows
);
