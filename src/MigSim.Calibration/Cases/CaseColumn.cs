namespace MigSim.Calibration.Cases;

/// <summary>The columns of a case that the prediction reads.</summary>
internal enum CaseColumn
{
    Case,
    Engine,
    Mode,
    RamBytes,
    NonzeroPages,
    ZeroPages,
    PageBytes,
    BandwidthBps,
    DowntimeLimitMs,
    DirtyCurve,
    DirtyRatePagesPerS,
    WorkingSetPages,
    AutoConverge,
    PostcopyAfterS,
    LoadEndsAtS,
    MaxSeconds,
    RoundTripMs,
    LossShare,
    WindowBytes,
}
