namespace MigSim.Models.Migration;

/// <summary>
/// A migration in progress: told how long its last step took, it says what comes next. It knows
/// no clock and no network.
/// </summary>
public interface IMigrationEngine
{
    /// <summary>Gets every pass that ended.</summary>
    IReadOnlyList<CopyPass> Passes { get; }

    /// <summary>
    /// Gets how often dirty memory was gone through while the guest ran: passes, or readings of the
    /// dirty bitmap, as the toolstack counts them.
    /// </summary>
    long Rounds { get; }

    /// <summary>Gets the bytes of the stream so far.</summary>
    double BytesSent { get; }

    /// <summary>
    /// Gets when the guest was slowed down first, in seconds since the engine began; null if never.
    /// </summary>
    double? FirstThrottleAt { get; }

    /// <summary>Says what comes next.</summary>
    /// <param name="elapsed">How long the last step took, in seconds; 0 for the first call.</param>
    /// <param name="guestSpeed">
    /// How fast the guest ran meanwhile, if its host had less processor time for it than it wanted: 1
    /// is full speed.
    /// </param>
    MigrationStep Next(double elapsed, double guestSpeed = 1);
}
