namespace MigSim.Models.Migration;

/// <summary>
/// Pre-copy as Xen does it. Memory is sent in passes while the guest runs. A pass sends what was
/// dirty when it began; up to Xen 4.5 batch by batch, and without a page that is dirty again when
/// its turn comes, since the next pass must send it anyway. When the policy says so the guest is
/// suspended and what is dirty then is sent in a last pass.
/// </summary>
/// <remarks>
/// Model card: <c>models/cards/pre-copy.md</c>. Source of the algorithm: xen-project/xen,
/// <c>tools/libxc/xc_domain_save.c</c>. Zero pages are sent in full, as there.
/// </remarks>
public sealed class PreCopyEngine : IMigrationEngine
{
    /// <summary>The pages of one batch (Xen's <c>MAX_BATCH_SIZE</c>).</summary>
    public const int BatchPages = 1024;

    // A pass is looked at in so many parts at most: a large guest has larger batches.
    private const int BatchesMax = 128;

    private readonly DirtyMemory _memory;
    private readonly XenSettings _settings;
    private readonly List<CopyPass> _passes = [];

    private double _now;
    private double _passStartedAt;
    private double _guestNow;
    private double _collectedFrom;
    private double _passGuestFrom;
    private double _rateLimit;
    private int _iteration;
    private long _toSend;
    private long _sent;
    private long _sentBefore;
    private long _skipped;
    private long _sentTotal;
    private double _skippedExpected;
    private Phase _phase = Phase.Live;

    /// <summary>Creates the migration of one guest.</summary>
    public PreCopyEngine(DirtyMemory memory, XenSettings settings)
    {
        _memory = memory;
        _settings = settings;
        _toSend = memory.GuestPages;
        _rateLimit = settings.Rate?.Start ?? double.PositiveInfinity;
    }

    private enum Phase
    {
        Live,
        Suspending,
        Stopped,
        HandedOver,
        Ended,
    }

    /// <inheritdoc/>
    public IReadOnlyList<CopyPass> Passes => _passes;

    /// <inheritdoc/>
    public long Rounds { get; private set; }

    /// <inheritdoc/>
    public double BytesSent { get; private set; }

    /// <inheritdoc/>
    public double? FirstThrottleAt => null;

    /// <inheritdoc/>
    public MigrationStep Next(double elapsed, double guestSpeed = 1)
    {
        _now += elapsed;
        if (_phase is Phase.Live or Phase.Suspending)
        {
            _guestNow += elapsed * guestSpeed;
        }

        if (_phase == Phase.Suspending)
        {
            // The guest wrote until it was stopped.
            BeginPass(Phase.Stopped);
        }

        while (true)
        {
            if (_sent + _skipped < _toSend)
            {
                MigrationStep step = NextBatch();
                if (step.Pages > 0)
                {
                    return step;
                }
            }
            else if (_phase == Phase.HandedOver)
            {
                _phase = Phase.Ended;
                return new(MigrationStepKind.End, 0, 0);
            }
            else if (_phase == Phase.Ended)
            {
                throw new InvalidOperationException("The migration has ended already.");
            }
            else if (EndPass() is { } step)
            {
                return step;
            }
        }
    }

    private MigrationStep NextBatch()
    {
        long left = _toSend - _sent - _skipped;
        long pages = _settings.SkipsRedirtied
            ? Math.Min(Math.Max(BatchPages, _toSend / BatchesMax), left)
            : left;
        long skipped =
            _phase == Phase.Stopped || !_settings.SkipsRedirtied
                ? 0
                : SkippedUpTo(_sent + _skipped + pages, _guestNow - _passGuestFrom, pages);
        _skipped += skipped;
        _sent += pages - skipped;
        _sentTotal += pages - skipped;
        return Copy(pages - skipped);
    }

    // The re-dirtied share of a batch is a fraction of a page for small batches, so the skipped
    // pages are counted over the whole pass and rounded once.
    private long SkippedUpTo(long pagesDone, double intoPass, long batch)
    {
        double collected =
            _iteration == 0 ? double.PositiveInfinity : _passGuestFrom - _collectedFrom;
        _skippedExpected +=
            batch
            * (_iteration == 0 ? _settings.FirstPassSkip : 1)
            * _memory.RedirtiedShare(collected, intoPass, _collectedFrom);
        long total = Math.Min((long)Math.Round(_skippedExpected), pagesDone);
        return Math.Clamp(total - _skipped, 0, batch);
    }

    private MigrationStep? EndPass()
    {
        double duration = _now - _passStartedAt;
        bool stopped = _phase == Phase.Stopped;
        long dirtied = stopped ? 0 : WholePages(_guestNow - _passGuestFrom, _passGuestFrom);
        if (stopped || _toSend > 0)
        {
            _iteration++;
            Rounds += stopped ? 0 : 1;
            _passes.Add(
                new(_iteration, _passStartedAt, duration, _sent, _skipped, dirtied, stopped)
            );
        }

        if (stopped)
        {
            _phase = Phase.HandedOver;
            return new(MigrationStepKind.HandOver, 0, 0);
        }

        var progress = new PreCopyProgress(
            _iteration,
            _sent,
            _skipped,
            _sentTotal,
            _memory.GuestPages
        )
        {
            PagesSentBefore = _sentBefore,
            RateIsAtMax = _settings.Rate is { } rule && _rateLimit >= rule.Max,
        };
        _rateLimit = duration > 0 ? NextRate(dirtied * _memory.PageBytes / duration) : _rateLimit;

        // A pass without pages takes no time, so nothing would ever be dirty after it.
        if (_toSend == 0 || _settings.Policy.ShallStop(progress))
        {
            _phase = Phase.Suspending;
            return new(MigrationStepKind.Suspend, 0, 0);
        }

        BeginPass(Phase.Live);
        return null;
    }

    private double NextRate(double dirtyRate) =>
        _settings.Rate?.Next(_rateLimit, dirtyRate) ?? double.PositiveInfinity;

    // Where pages are skipped by chance all counts are expected values, rounded; otherwise a page
    // counts once it is written.
    private long WholePages(double seconds, double from)
    {
        double pages = _memory.UniquePages(seconds, from);
        return (long)(_settings.SkipsRedirtied ? Math.Round(pages) : Math.Floor(pages));
    }

    private void BeginPass(Phase phase)
    {
        _phase = phase;
        _collectedFrom = _passGuestFrom;
        _passGuestFrom = _guestNow;
        _toSend = WholePages(_guestNow - _collectedFrom, _collectedFrom);
        _passStartedAt = _now;
        _sentBefore = _sent;
        _sent = 0;
        _skipped = 0;
        _skippedExpected = 0;
    }

    private MigrationStep Copy(long pages)
    {
        double batches = Math.Ceiling((double)pages / BatchPages);
        double bytes =
            (pages * (_memory.PageBytes + _settings.PageHeader))
            + (batches * _settings.BatchHeader);
        BytesSent += bytes;
        return new(MigrationStepKind.Copy, pages, bytes) { RateLimit = _rateLimit };
    }
}
