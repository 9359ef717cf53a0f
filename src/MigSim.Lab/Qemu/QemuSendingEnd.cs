namespace MigSim.Lab.Qemu;

/// <summary>How a migration ended, as far as the source knows.</summary>
internal enum QemuSendingEnd
{
    /// <summary>The target said that the machine runs there; it is gone here.</summary>
    Completed,

    /// <summary>It runs here as if nothing had been.</summary>
    Kept,

    /// <summary>It was given away and the target did not answer; it is kept here and does not run.</summary>
    Unknown,
}
