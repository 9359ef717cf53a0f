namespace MigSim.Calibration.Fitting;

/// <summary>How thorough a fit is.</summary>
public sealed record FitSettings
{
    /// <summary>Gets the number of starting points, at least 1.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>Gets how many times the cells are drawn again for intervals; 0 for none.</summary>
    public int Bootstraps { get; init; } = 200;

    /// <summary>Gets into how many parts the cells are divided to leave each out once; 0 for none.</summary>
    public int Folds { get; init; } = 5;
}
