namespace MigSim.Calibration.Cases;

/// <summary>What is wrong with a cell, or with the row around it.</summary>
/// <param name="Letter">Where the cell begins in its line, from 1.</param>
/// <param name="Column">The name of its column.</param>
/// <param name="Expected">What would be right.</param>
/// <param name="Found">What is there instead.</param>
/// <param name="Nearest">What was probably meant; null if nothing is near.</param>
public sealed record CaseProblem(
    int Letter,
    string Column,
    string Expected,
    string Found,
    string? Nearest = null
)
{
    /// <summary>Writes the problem with its place, as compilers do.</summary>
    public string At(string file, int line)
    {
        string hint = Nearest is null ? "" : $"; did you mean '{Nearest}'?";
        string name = Column.Length == 0 ? "" : $"{Column}: ";
        return $"{file}:{line}:{Letter}: {name}expected {Expected}, found {Found}{hint}";
    }
}
