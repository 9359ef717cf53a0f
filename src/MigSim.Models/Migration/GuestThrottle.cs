namespace MigSim.Models.Migration;

/// <summary>What auto-converge has done to one guest so far.</summary>
internal sealed class GuestThrottle(AutoConverge rule)
{
    // Two readings of the bitmap within this time count as one. A second is a whole number of slices,
    // so that the rounding of real numbers must not decide.
    private const double PeriodMin = 1 + 1e-6;

    private double _evaluatedAt;
    private double _dirtied;
    private double _sentBefore;
    private int _tooMuch;

    /// <summary>Gets the share of its processor time that the guest does not get.</summary>
    public double Share { get; private set; }

    /// <summary>Gets whether it can grow no more, so that readings change nothing.</summary>
    public bool IsAtMax => Share >= rule.Max;

    /// <summary>Gets how fast the guest runs.</summary>
    public double GuestSpeed => rule.GuestBusy <= 0 ? 1 : Math.Min(1, (1 - Share) / rule.GuestBusy);

    /// <summary>Looks at a reading of the dirty bitmap.</summary>
    /// <param name="now">When, in seconds.</param>
    /// <param name="dirtied">What was written since the last reading, in bytes.</param>
    /// <param name="sent">What was sent since the beginning, in bytes.</param>
    /// <returns>Whether the throttle was set.</returns>
    public bool Read(double now, double dirtied, double sent)
    {
        _dirtied += dirtied;
        if (now - _evaluatedAt <= PeriodMin)
        {
            return false;
        }

        double limit = (sent - _sentBefore) * rule.Trigger;
        bool acts = _dirtied > limit && ++_tooMuch >= 2 && !IsAtMax;
        if (acts)
        {
            _tooMuch = 0;
            Share = Share == 0 ? rule.Initial : Math.Min(rule.Max, Share + Step(limit));
        }

        _evaluatedAt = now;
        _dirtied = 0;
        _sentBefore = sent;
        return acts;
    }

    private double Step(double limit)
    {
        double running = 1 - Share;
        return rule.TailSlow
            ? Math.Min(running - (running * limit / _dirtied), rule.Increment)
            : rule.Increment;
    }
}
