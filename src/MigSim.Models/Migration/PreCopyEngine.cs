using MigSim.Units;

namespace MigSim.Models.Migration;

/// <summary>
/// Pre-copy as Xen up to 4.5 does it. Memory is sent in passes while the guest runs. A pass sends
/// what was dirty when it began, batch by batch, but leaves out a page that is dirty again when its
/// turn comes, since the next pass must send it anyway. When the policy says so the guest is
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

    private readonly DirtyMemory _memory;
    private readonly IPreCopyPolicy _policy;
    private readonly List<CopyPass> _passes = [];

    private double _now;
    private double _passStartedAt;
    private double _sinceLastSync = double.PositiveInfinity;
    private int _iteration;
    private long _toSend;
    private long _sent;
    private long _skipped;
    private long _sentTotal;
    private Phase _phase = Phase.Live;

    /// <summary>Creates the migration of one guest.</summary>
    public PreCopyEngine(DirtyMemory memory, IPreCopyPolicy policy)
    {
        _memory = memory;
        _policy = policy;
        _toSend = memory.GuestPages;
    }

    private enum Phase
    {
        Live,
        Suspending,
        Stopped,
        Ended,
    }

    /// <inheritdoc/>
    public IReadOnlyList<CopyPass> Passes => _passes;

    /// <inheritdoc/>
    public long BytesSent => _sentTotal * DataSize.PageBytes;

    /// <inheritdoc/>
    public MigrationStep Next(double elapsed)
    {
        _now += elapsed;
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
            else if (_phase == Phase.Ended)
            {
                throw new InvalidOperationException("The migration has handed over already.");
            }
            else if (EndPass() is { } step)
            {
                return step;
            }
        }
    }

    private MigrationStep NextBatch()
    {
        long pages = Math.Min(BatchPages, _toSend - _sent - _skipped);
        long skipped =
            _phase == Phase.Stopped
                ? 0
                : SkippedUpTo(_sent + _skipped + pages, _now - _passStartedAt, pages);
        _skipped += skipped;
        _sent += pages - skipped;
        _sentTotal += pages - skipped;
        return Step(MigrationStepKind.Copy, pages - skipped);
    }

    // The re-dirtied share of a batch is a fraction of a page for small batches, so the skipped
    // pages are counted over the whole pass and rounded once.
    private long SkippedUpTo(long pagesDone, double intoPass, long batch)
    {
        _skippedExpected += batch * _memory.RedirtiedShare(_sinceLastSync, intoPass);
        long total = Math.Min((long)Math.Round(_skippedExpected), pagesDone);
        return Math.Clamp(total - _skipped, 0, batch);
    }

    private double _skippedExpected;

    private MigrationStep? EndPass()
    {
        double duration = _now - _passStartedAt;
        bool stopped = _phase == Phase.Stopped;
        long dirtied = stopped ? 0 : (long)Math.Round(_memory.UniquePages(duration));
        if (stopped || _toSend > 0)
        {
            _iteration++;
            _passes.Add(
                new(_iteration, _passStartedAt, duration, _sent, _skipped, dirtied, stopped)
            );
        }

        if (stopped)
        {
            _phase = Phase.Ended;
            return Step(MigrationStepKind.HandOver, 0);
        }

        var progress = new PreCopyProgress(
            _iteration,
            _sent,
            _skipped,
            _sentTotal,
            _memory.GuestPages
        );

        // A pass without pages takes no time, so nothing would ever be dirty after it.
        if (_toSend == 0 || _policy.ShallStop(progress))
        {
            _phase = Phase.Suspending;
            return Step(MigrationStepKind.Suspend, 0);
        }

        BeginPass(Phase.Live);
        return null;
    }

    private void BeginPass(Phase phase)
    {
        _phase = phase;
        _sinceLastSync = _now - _passStartedAt;
        _toSend = (long)Math.Round(_memory.UniquePages(_sinceLastSync));
        _passStartedAt = _now;
        _sent = 0;
        _skipped = 0;
        _skippedExpected = 0;
    }

    private static MigrationStep Step(MigrationStepKind kind, long pages) =>
        new(kind, pages, pages * DataSize.PageBytes);
}
