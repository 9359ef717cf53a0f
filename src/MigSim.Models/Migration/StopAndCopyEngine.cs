using MigSim.Units;

namespace MigSim.Models.Migration;

/// <summary>The guest is suspended first, then all of its memory is sent in one pass.</summary>
public sealed class StopAndCopyEngine(DirtyMemory memory) : IMigrationEngine
{
    private readonly List<CopyPass> _passes = [];
    private double _now;
    private double _copyStartedAt;
    private long _sent;
    private bool _suspended;

    /// <inheritdoc/>
    public IReadOnlyList<CopyPass> Passes => _passes;

    /// <inheritdoc/>
    public long BytesSent => _sent * DataSize.PageBytes;

    /// <inheritdoc/>
    public MigrationStep Next(double elapsed)
    {
        _now += elapsed;
        if (!_suspended)
        {
            _suspended = true;
            return new(MigrationStepKind.Suspend, 0, 0);
        }

        if (_passes.Count > 0)
        {
            throw new InvalidOperationException("The migration has handed over already.");
        }

        if (_sent == 0)
        {
            _copyStartedAt = _now;
        }

        long pages = Math.Min(PreCopyEngine.BatchPages, memory.GuestPages - _sent);
        if (pages > 0)
        {
            _sent += pages;
            return new(MigrationStepKind.Copy, pages, pages * DataSize.PageBytes);
        }

        _passes.Add(new(1, _copyStartedAt, _now - _copyStartedAt, _sent, 0, 0, true));
        return new(MigrationStepKind.HandOver, 0, 0);
    }
}
