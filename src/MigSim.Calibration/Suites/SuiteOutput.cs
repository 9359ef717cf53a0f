namespace MigSim.Calibration.Suites;

/// <summary>What is predicted and was measured.</summary>
public enum SuiteOutput
{
    /// <summary>The time from the request to the end, in milliseconds.</summary>
    TotalMs,

    /// <summary>The time for which the guest was stopped, in milliseconds.</summary>
    DowntimeMs,

    /// <summary>The bytes sent.</summary>
    TransferredBytes,
}
