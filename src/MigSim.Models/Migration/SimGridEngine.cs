using MigSim.Units;

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
        double bandwidth = _sending * DataSize.PageBytes / (_now - _startedAt);
        double dirtied = _memory.UniquePages(ran);
        AddPass(stopped: false, dirtied);
        Rounds++;
        _left = (_stage == Stage.First ? 0 : _left - _sending) + dirtied;
        if (bandwidth * settings.DowntimeMax < _left * DataSize.PageBytes)
        {
            _stage = Stage.Again;
            return Copy(dirtied);
        }

        _stage = Stage.Suspending;
        return new(MigrationStepKind.Suspend, 0, 0);
    }

    private MigrationStep Copy(double pages)
    {
        _startedAt = _now;
        _sending = pages;
        BytesSent += pages * DataSize.PageBytes;
        return new(MigrationStepKind.Copy, pages, pages * DataSize.PageBytes);
    }

    private void AddPass(bool stopped, double dirtied) =>
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
