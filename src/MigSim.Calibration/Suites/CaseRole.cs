namespace MigSim.Calibration.Suites;

/// <summary>What a measured case may be used for; the two are never added up.</summary>
public enum CaseRole
{
    /// <summary>Constants may be fitted to it, so its error says how well they can be.</summary>
    Fit,

    /// <summary>Nothing may be fitted to it, so its error is a prediction's.</summary>
    Check,
}
