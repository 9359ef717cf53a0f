namespace MigSim.Models.Migration;

/// <summary>
/// Pre-copy, post-copy and both one after the other as QEMU does them. Pages are sent in slices of
/// time. After each slice the pages that are left, zero pages too, are compared with what the measured
/// bandwidth can send in the allowed downtime. When they are fewer the dirty bitmap is read; if they
/// are fewer still, the guest is stopped, and otherwise sending goes on. So a pass ends before it is
/// complete, and there is no limit to their number.
/// </summary>
public sealed class QemuEngine : IMigrationEngine
{
    private readonly QemuSettings _settings;
    private readonly EngineInputs _inputs;
    private readonly DirtyMemory _memory;
    private readonly List<CopyPass> _passes = [];
    private readonly GuestThrottle? _throttle;
    private SlicePlanner _planner;
    private UnsentPages _unsent;
    private SliceCycle _cycle;
    private GuestWork _guest;
    private readonly StreamFormat _plainFormat;
    private StreamFormat _format;
    private Phase _phase = Phase.Live;

    private double _now;
    private double _syncedAt;
    private double _syncedWork;
    private double _collected = double.PositiveInfinity;
    private double _sentInPass;
    private (double Bytes, long Rounds) _skipped;

    /// <summary>Begins a migration.</summary>
    public QemuEngine(QemuSettings settings, EngineInputs inputs)
    {
        _settings = settings;
        _inputs = inputs;
        _memory = inputs.Memory;
        _unsent = new UnsentPages(_memory, settings.Tail);
        _format = settings.Format.WithPageBytes(_memory.PageBytes);
        _plainFormat = _format;
        _planner = new SlicePlanner(
            settings,
            Math.Min(inputs.Rate, settings.BandwidthMax),
            _memory.PageBytes
        );
        _throttle = GuestThrottle.Of(settings);
        _guest = new GuestWork(inputs.LoadEndsAt);
        Rounds = 1;
    }

    private enum Phase
    {
        Live,
        Suspending,
        Stopped,
        HandedOver,
        SuspendingForPostCopy,
        Drained,
        PushBegins,
        Pushing,
        Ended,
    }

    /// <inheritdoc/>
    public IReadOnlyList<CopyPass> Passes => _passes;

    /// <inheritdoc/>
    public long Rounds { get; private set; }

    /// <inheritdoc/>
    public double BytesSent { get; private set; }

    /// <inheritdoc/>
    public double? FirstThrottleAt => _throttle?.FirstAt;

    /// <inheritdoc/>
    public MigrationStep Next(double elapsed, double guestSpeed = 1)
    {
        Advance(elapsed, guestSpeed);
        switch (_phase)
        {
            case Phase.Live:
                return NextLive();
            case Phase.Suspending:
                return LastCopy();
            case Phase.Stopped:
                EndPass(stopped: true, 0);
                _phase = Phase.HandedOver;
                return new(MigrationStepKind.HandOver, 0, 0);
            case Phase.SuspendingForPostCopy:
                Sync();
                _phase = Phase.Drained;
                return Copy(0, _planner.Buffered, 0, double.PositiveInfinity);
            case Phase.Drained:
                _phase = Phase.PushBegins;
                return new(MigrationStepKind.HandOver, 0, 0);
            case Phase.PushBegins:
                _phase = Phase.Pushing;
                return Push();
            case Phase.HandedOver:
            case Phase.Pushing:
                if (_phase == Phase.Pushing)
                {
                    EndPass(stopped: false, 0);
                }

                _phase = Phase.Ended;
                return new(MigrationStepKind.End, 0, 0);
            default:
                throw new InvalidOperationException("The migration has ended already.");
        }
    }

    private void Advance(double elapsed, double guestSpeed)
    {
        double before = _now;
        _now += elapsed;
        if (_phase is Phase.Live or Phase.Suspending or Phase.SuspendingForPostCopy)
        {
            _guest.Pass(before, _now, guestSpeed * (_throttle?.GuestSpeed ?? 1));
        }

        if (_skipped.Rounds > 0)
        {
            BytesSent += _skipped.Bytes;
            Rounds += _skipped.Rounds;
            _syncedAt += elapsed;
            _syncedWork = _guest.Seconds;
            _skipped = default;
        }
        else if (_phase == Phase.Live && elapsed > 0)
        {
            _planner.Measured(elapsed);
        }
    }

    private MigrationStep NextLive()
    {
        if (_now >= _inputs.PostCopyAfter)
        {
            _phase = Phase.SuspendingForPostCopy;
            return new(MigrationStepKind.Suspend, 0, 0);
        }

        bool isDue = _now - _syncedAt >= _settings.SyncPeriod && _passes.Count > 0;
        if (_planner.HasMeasured && (isDue || _planner.CanStop(_unsent, isExact: false)))
        {
            Sync();
            if (_planner.CanStop(_unsent, isExact: true))
            {
                _phase = Phase.Suspending;
                return new(MigrationStepKind.Suspend, 0, 0);
            }

            if (SkipCycles() is { } skip)
            {
                return skip;
            }
        }

        double patience = Math.Min(_inputs.PostCopyAfter, _inputs.SteadyUntil) - _now;
        if (_passes.Count > 0)
        {
            patience = Math.Min(patience, _syncedAt + _settings.SyncPeriod - _now);
        }

        MigrationStep step = _planner.Plan(ref _unsent, _format, patience);
        BytesSent += step.Bytes;
        _sentInPass += step.Pages;
        return step;
    }

    // Reads the dirty bitmap: what was written since the last time has to be sent again.
    private void Sync()
    {
        Rounds++;
        double ran = _guest.Seconds - _syncedWork;
        double dirtied = _memory.UniquePages(ran, _syncedWork);
        double fresh = dirtied;
        if (_settings.CountsUnsentOnce)
        {
            double from = double.IsPositiveInfinity(_collected)
                ? _syncedWork
                : _syncedWork - _collected;
            fresh -= _unsent.Content * _memory.RedirtiedShare(_collected, ran, from);
        }

        _unsent.Add(Math.Max(0, fresh), _memory.GuestPages);
        EndPass(stopped: false, dirtied);
        _collected = ran;
        _syncedWork = _guest.Seconds;
        _throttle?.Read(
            _now,
            dirtied * _memory.PageBytes,
            BytesSent,
            _memory.UniquePages(1, _guest.Seconds)
        );
        _planner.DowntimeLimit =
            _settings.Ramp?.Next(_planner.DowntimeLimit) ?? _planner.DowntimeLimit;
        _format = _settings.Xbzrle?.Of(_plainFormat, _unsent.Total) ?? _plainFormat;
    }

    // The rate does not change for a while, and neither does the guest: count circles.
    private MigrationStep? SkipCycles()
    {
        double steadyFrom = Math.Max(_memory.SteadyFrom, 0);
        double until = Math.Min(_inputs.SteadyUntil, _inputs.PostCopyAfter);
        until = _now < _inputs.LoadEndsAt ? Math.Min(until, _inputs.LoadEndsAt) : until;
        bool isRamping = _planner.DowntimeLimit < _settings.Ramp?.Max;
        bool mayChange = isRamping || _throttle?.MayChange == true;
        if (_now >= until || _guest.Seconds < steadyFrom || mayChange || _unsent.Zero > 0)
        {
            return null;
        }

        var found = _cycle.Find((_unsent.Total, _collected), _now, BytesSent, Rounds);
        if (found is not { } circle || circle.Seconds <= 0)
        {
            return null;
        }

        double times = Math.Floor((until - _now) / circle.Seconds) - 1;
        if (times < 1)
        {
            return null;
        }

        _skipped = (times * circle.Bytes, checked((long)(times * circle.Rounds)));
        _cycle = default;
        return new(MigrationStepKind.Copy, 0, _skipped.Bytes)
        {
            RateLimit = _settings.BandwidthMax,
            ScanSeconds = 0,
        };
    }

    private MigrationStep LastCopy()
    {
        _unsent.Add(
            _memory.UniquePages(_guest.Seconds - _syncedWork, _syncedWork),
            _memory.GuestPages
        );
        Rounds += _settings.SyncsAtStop;
        _phase = Phase.Stopped;
        BytesSent += _settings.WaitsForSocket ? 0 : _planner.Buffered;
        double buffered = _settings.WaitsForSocket ? _planner.Buffered : 0;
        return CopyAll(_format, buffered, double.PositiveInfinity);
    }

    private MigrationStep Push()
    {
        StreamFormat format = _plainFormat with { ZeroPageScan = _settings.PostCopyZeroPageScan };
        return CopyAll(format, 0, _settings.PostCopyRate);
    }

    private MigrationStep CopyAll(StreamFormat format, double buffered, double rateLimit)
    {
        (double content, double zero) = _unsent.TakeAll();
        return Copy(
            content + zero,
            format.Bytes(content, zero) + buffered,
            format.ScanSeconds(content, zero),
            rateLimit
        );
    }

    private MigrationStep Copy(double pages, double bytes, double scan, double rateLimit)
    {
        BytesSent += bytes;
        _sentInPass += pages;
        return new(MigrationStepKind.Copy, pages, bytes)
        {
            ScanSeconds = scan,
            RateLimit = rateLimit,
        };
    }

    private void EndPass(bool stopped, double dirtied)
    {
        // What nobody looks at is not kept: a prediction may have thousands of passes.
        if (_inputs.SteadyUntil <= _now || _passes.Count == 0)
        {
            _passes.Add(
                new(
                    _passes.Count + 1,
                    _syncedAt,
                    _now - _syncedAt,
                    (long)Math.Round(_sentInPass),
                    0,
                    (long)Math.Round(dirtied),
                    stopped
                )
            );
        }

        _sentInPass = 0;
        _syncedAt = _now;
    }
}
