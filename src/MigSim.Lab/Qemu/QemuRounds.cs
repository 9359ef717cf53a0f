using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Units;

namespace MigSim.Lab.Qemu;

/// <summary>Makes rounds of what QEMU tells when it begins another pass over dirty memory.</summary>
/// <remarks>
/// QEMU says when it collects dirty pages; how many pages it has sent and has still to send is asked right
/// after, so some may be counted in the wrong pass. The pass that finds little enough to stop the guest
/// sends nothing: what it found is sent in the one after it, with the guest stopped.
/// </remarks>
internal sealed class QemuRounds(TimeSpan startedAt, long memoryPages)
{
    private readonly List<Look> _looks = [];
    private bool _isStopped;

    /// <summary>Notes the beginning of a pass.</summary>
    /// <param name="at">When it began.</param>
    /// <param name="memory">What QEMU says of it; null if it does not.</param>
    /// <param name="isStopped">Whether the guest was stopped before.</param>
    public void Begin(TimeSpan at, QemuMemory? memory, bool isStopped)
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = isStopped;
        if (isStopped)
        {
            // The answer comes late now, when all is over; what the pass before found is to be sent.
            Look found = _looks.Count == 0 ? new(at, 0, memoryPages) : _looks[^1];
            RemoveLast();
            _looks.Add(found with { At = at });
            return;
        }

        long sent = memory is null ? 0 : memory.NormalPages + memory.DuplicatePages;
        if (sent == 0)
        {
            // QEMU looks for dirty pages twice before it sends the first one.
            _looks.Clear();
        }

        long left =
            memory is null || _looks.Count == 0
                ? memoryPages
                : memory.Remaining.Bytes / DataSize.PageBytes;
        _looks.Add(new(at, sent, left));
    }

    /// <summary>Gets the passes of a migration that completed; null if they are not known.</summary>
    /// <param name="endedAt">When all was sent.</param>
    public ImmutableArray<AgentRound>? Complete(TimeSpan endedAt)
    {
        if (!_isStopped)
        {
            return null;
        }

        var rounds = ImmutableArray.CreateBuilder<AgentRound>();
        long toSend = memoryPages;
        for (int index = 0; index < _looks.Count - 1; index++)
        {
            (Look look, Look next) = (_looks[index], _looks[index + 1]);
            long sent = Math.Clamp(next.Sent - look.Sent, 0, toSend);
            long left = Math.Max(toSend - sent, next.Left);
            rounds.Add(Round(index, look.At, next.At, sent, toSend - sent, left, isLast: false));
            toSend = left;
        }

        rounds.Add(Round(_looks.Count - 1, _looks[^1].At, endedAt, toSend, 0, 0, isLast: true));
        return rounds.ToImmutable();
    }

    private void RemoveLast()
    {
        if (_looks.Count > 0)
        {
            _looks.RemoveAt(_looks.Count - 1);
        }
    }

    private AgentRound Round(
        int index,
        TimeSpan begin,
        TimeSpan end,
        long sent,
        long skipped,
        long dirtied,
        bool isLast
    )
    {
        TimeSpan duration = end > begin ? end - begin : TimeSpan.Zero;
        return new(
            index + 1,
            (begin - startedAt).TotalSeconds,
            duration.TotalSeconds,
            sent,
            skipped,
            dirtied,
            isLast
        );
    }

    /// <summary>The beginning of a pass: pages sent before, pages to be sent.</summary>
    private readonly record struct Look(TimeSpan At, long Sent, long Left);
}
