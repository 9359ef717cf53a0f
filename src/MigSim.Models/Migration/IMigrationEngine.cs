namespace MigSim.Models.Migration;

/// <summary>
/// A migration in progress: told how long its last step took, it says what comes next. It knows
/// no clock and no network.
/// </summary>
public interface IMigrationEngine
{
    /// <summary>Gets every pass that ended.</summary>
    IReadOnlyList<CopyPass> Passes { get; }

    /// <summary>Gets the bytes of the stream so far.</summary>
    long BytesSent { get; }

    /// <summary>Says what comes next.</summary>
    /// <param name="elapsed">How long the last step took, in seconds; 0 for the first call.</param>
    MigrationStep Next(double elapsed);
}
