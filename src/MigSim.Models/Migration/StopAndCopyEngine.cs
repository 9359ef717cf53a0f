using MigSim.Units;

namespace MigSim.Models.Migration;

/// <summary>The guest is suspended first, then all of its memory is sent in one pass.</summary>
/// <param name="memory">The guest's memory.</param>
/// <param name="format">What pages take in the stream.</param>
public sealed class StopAndCopyEngine(DirtyMemory memory, StreamFormat format) : IMigrationEngine
{
    private readonly List<CopyPass> _passes = [];
    private double _now;
    private double _copyStartedAt;
    private long _sent;
    private bool _suspended;
    private bool _ended;

    /// <inheritdoc/>
    public IReadOnlyList<CopyPass> Passes => _passes;

    /// <inheritdoc/>
    public long Rounds => 0;

    /// <inheritdoc/>
    public double BytesSent { get; private set; }

    /// <inheritdoc/>
    public double? FirstThrottleAt => null;

    /// <inheritdoc/>
    public MigrationStep Next(double elapsed, double guestSpeed = 1)
    {
        _now += elapsed;
        if (!_suspended)
        {
            _suspended = true;
            return new(MigrationStepKind.Suspend, 0, 0);
        }

        if (_passes.Count > 0)
        {
            if (_ended)
            {
                throw new InvalidOperationException("The migration has ended already.");
            }

            _ended = true;
            return new(MigrationStepKind.End, 0, 0);
        }

        if (_sent == 0)
        {
            _copyStartedAt = _now;
        }

        // Zero pages lie anywhere, so every batch has its share of them.
        long pages = Math.Min(
            Math.Max(PreCopyEngine.BatchPages, memory.GuestPages / 128),
            memory.GuestPages - _sent
        );
        if (pages > 0)
        {
            double zero = (double)pages * memory.ZeroPages / memory.GuestPages;
            double bytes = format.Bytes(pages - zero, zero);
            _sent += pages;
            BytesSent += bytes;
            return new(MigrationStepKind.Copy, pages, bytes)
            {
                ScanSeconds = format.ScanSeconds(pages - zero, zero),
            };
        }

        _passes.Add(new(1, _copyStartedAt, _now - _copyStartedAt, _sent, 0, 0, true));
        return new(MigrationStepKind.HandOver, 0, 0);
    }
}
