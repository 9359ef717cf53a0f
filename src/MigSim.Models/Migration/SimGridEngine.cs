namespace MigSim.Models.Migration;

/// <summary>
/// All memory, then what was written meanwhile until that is little, then the rest with the guest
/// stopped, and an empty message back. Every message pays the latency of the path.
/// </summary>
public sealed class SimGridEngine(SimGridSettings settings, EngineInputs inputs) : IMigrationEngine
{
    private readonly DirtyMemory _memory = inputs.Memory;
    private readonly List<CopyPass> _passes = [];
    private Stage _stage = Stage.First;
    private double _now;
    private double _startedAt;
    private double _sending;
    private double _left;
    private double _sentBefore;
    private (double Bytes, long Rounds) _skipped;

    private enum Stage
    {
        First,
        Again,
        Suspending,
        Last,
        HandedOver,
        Acknowledged,
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
        bool isLoaded = _now < inputs.LoadEndsAt;
        _now += elapsed;
        switch (_stage)
        {
            case Stage.Again when _skipped.Rounds > 0:
                return EndSkip();
            case Stage.First when _sending == 0:
                return Copy(_memory.GuestPages);
            case Stage.First or Stage.Again:
                return EndRound(isLoaded ? elapsed * guestSpeed : 0);
            case Stage.Suspending:
                _stage = Stage.Last;
                return Copy(_left);
            case Stage.Last:
                AddPass(stopped: true, 0);
                _stage = Stage.HandedOver;
                return new(MigrationStepKind.HandOver, 0, 0);
            case Stage.HandedOver:
                _stage = Stage.Acknowledged;
                return new(MigrationStepKind.Copy, 0, 0);
            case Stage.Acknowledged:
                _stage = Stage.Ended;
                return new(MigrationStepKind.End, 0, 0);
            default:
                throw new InvalidOperationException("The migration has ended already.");
        }
    }

    private MigrationStep EndRound(double ran)
    {
        double bandwidth = _sending * _memory.PageBytes / (_now - _startedAt);
        double dirtied = _memory.UniquePages(ran);
        AddPass(stopped: false, dirtied);
        Rounds++;
        _left = (_stage == Stage.First ? 0 : _left - _sending) + dirtied;
        if (bandwidth * settings.DowntimeMax < _left * _memory.PageBytes)
        {
            _stage = Stage.Again;
            return Skip(dirtied, _now - _startedAt) ?? Copy(dirtied);
        }

        _stage = Stage.Suspending;
        return new(MigrationStepKind.Suspend, 0, 0);
    }

    // A round that is as long as the one before is followed by another one like it for ever.
    private MigrationStep? Skip(double dirtied, double seconds)
    {
        double until = Math.Min(inputs.SteadyUntil, inputs.LoadEndsAt);
        double times = Math.Floor((until - _now) / seconds) - 1;
        bool repeats = dirtied == _sending && dirtied == _sentBefore;
        _sentBefore = dirtied;
        if (!repeats || _memory.SteadyFrom > 0 || !(times >= 1))
        {
            return null;
        }

        _skipped = (times * dirtied * _memory.PageBytes, checked((long)times));
        return new(MigrationStepKind.Copy, 0, _skipped.Bytes);
    }

    private MigrationStep EndSkip()
    {
        BytesSent += _skipped.Bytes;
        Rounds += _skipped.Rounds;
        _skipped = default;
        return Copy(_sending);
    }

    private MigrationStep Copy(double pages)
    {
        _startedAt = _now;
        _sending = pages;
        BytesSent += pages * _memory.PageBytes;
        return new(MigrationStepKind.Copy, pages, pages * _memory.PageBytes);
    }

    // What nobody looks at is not kept: a prediction may have thousands of passes.
    private void AddPass(bool stopped, double dirtied)
    {
        if (inputs.SteadyUntil > _now)
        {
            return;
        }

        _passes.Add(
            new(
                _passes.Count + 1,
                _startedAt,
                _now - _startedAt,
                (long)Math.Round(_sending),
                0,
                (long)Math.Round(dirtied),
                stopped
            )
        );
    }
}
