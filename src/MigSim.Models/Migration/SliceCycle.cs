namespace MigSim.Models.Migration;

/// <summary>
/// Notices when a migration goes round in circles, so that the rest of them can be counted instead of
/// gone through.
/// </summary>
/// <remarks>
/// What follows a reading of the bitmap depends on the pages that are unsent then and on how long
/// they were collected, and on nothing else while the load is steady. The state is compared with one
/// that is kept, and kept anew after 1, 2, 4, 8 … readings (R. P. Brent, 1980).
/// </remarks>
internal struct SliceCycle
{
    private (double Unsent, double Collected) _kept;
    private double _keptAt;
    private double _keptBytes;
    private long _keptRounds;
    private long _comparisons;
    private long _comparisonsMax;

    /// <summary>Compares a state with the one that is kept.</summary>
    /// <param name="state">The pages unsent, and how long dirty ones were collected.</param>
    /// <param name="now">When, in seconds.</param>
    /// <param name="bytes">Bytes sent so far.</param>
    /// <param name="rounds">Readings so far.</param>
    /// <returns>What one circle takes; null if there is none yet.</returns>
    public (double Seconds, double Bytes, long Rounds)? Find(
        (double Unsent, double Collected) state,
        double now,
        double bytes,
        long rounds
    )
    {
        if (_comparisonsMax > 0 && state == _kept)
        {
            return (now - _keptAt, bytes - _keptBytes, rounds - _keptRounds);
        }

        if (_comparisons++ >= _comparisonsMax)
        {
            _comparisonsMax = Math.Max(1, 2 * _comparisonsMax);
            _comparisons = 0;
            _kept = state;
            _keptAt = now;
            _keptBytes = bytes;
            _keptRounds = rounds;
        }

        return null;
    }
}
