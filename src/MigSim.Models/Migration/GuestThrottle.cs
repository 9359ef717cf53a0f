namespace MigSim.Models.Migration;

/// <summary>What auto-converge, or a quota of writing, has done to one guest so far.</summary>
/// <param name="rule">When the guest is slowed down, and by how much.</param>
/// <param name="quota">The quota; null if processor time is taken instead.</param>
internal sealed class GuestThrottle(AutoConverge rule, DirtyLimit? quota)
{
    // Two readings of the bitmap within this time count as one. A second is a whole number of slices,
    // so that the rounding of real numbers must not decide.
    private const double PeriodMin = 1 + 1e-6;

    private double _evaluatedAt;
    private double _dirtied;
    private double _sentBefore;
    private int _tooMuch;

    private double _share;
    private double _quotaSpeed = 1;

    /// <summary>Gets whether a reading can still change anything.</summary>
    public bool MayChange => quota is null ? _share < rule.Max : FirstAt is null;

    /// <summary>Gets when it began; null if it did not yet.</summary>
    public double? FirstAt { get; private set; }

    /// <summary>Gets how fast the guest runs.</summary>
    public double GuestSpeed =>
        quota is not null ? _quotaSpeed
        : rule.GuestBusy <= 0 ? 1
        : Math.Min(1, (1 - _share) / rule.GuestBusy);

    /// <summary>Makes the throttle that some settings ask for; null if they ask for none.</summary>
    public static GuestThrottle? Of(QemuSettings settings) =>
        settings.DirtyLimit is { } quota ? new(new AutoConverge { Trigger = quota.Trigger }, quota)
        : settings.AutoConverge is { } rule ? new(rule, null)
        : null;

    /// <summary>Looks at a reading of the dirty bitmap.</summary>
    /// <param name="now">When, in seconds.</param>
    /// <param name="dirtied">What was written since the last reading, in bytes.</param>
    /// <param name="sent">What was sent since the beginning, in bytes.</param>
    /// <param name="pagesInASecond">What the guest writes in a second at full speed.</param>
    public void Read(double now, double dirtied, double sent, double pagesInASecond)
    {
        _dirtied += dirtied;
        if (now - _evaluatedAt <= PeriodMin)
        {
            return;
        }

        double limit = (sent - _sentBefore) * rule.Trigger;
        if (_dirtied > limit && ++_tooMuch >= 2 && MayChange)
        {
            _tooMuch = 0;
            FirstAt ??= now;
            _share = _share == 0 ? rule.Initial : Math.Min(rule.Max, _share + Step(limit));
            _quotaSpeed = quota?.GuestSpeed(pagesInASecond) ?? 1;
        }

        _evaluatedAt = now;
        _dirtied = 0;
        _sentBefore = sent;
    }

    private double Step(double limit)
    {
        double running = 1 - _share;
        return rule.TailSlow
            ? Math.Min(running - (running * limit / _dirtied), rule.Increment)
            : rule.Increment;
    }
}
