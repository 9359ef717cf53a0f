namespace MigSim.Calibration.Profiles;

/// <summary>What holds where a case leaves a cell empty.</summary>
public sealed record CaseDefaults
{
    /// <summary>Gets the engine; null if each case must name it.</summary>
    public string? Engine { get; init; }

    /// <summary>Gets the bandwidth in bytes per second; null if each case must give it.</summary>
    public double? Rate { get; init; }

    /// <summary>Gets the name of the curve; null if nothing is written.</summary>
    public string? DirtyCurve { get; init; }

    /// <summary>Gets the time after which one gives up, in seconds.</summary>
    public double SecondsMax { get; init; } = 600;
}
