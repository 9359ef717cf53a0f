using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Units;

namespace MigSim.Lab.Qemu;

/// <summary>Makes rounds of what QEMU tells when it begins another pass over dirty memory.</summary>
/// <remarks>
/// QEMU says when it collects dirty pages; how many pages it has sent and has still to send is asked right
/// after. So a page or two may be counted in the wrong pass, while the guest and the migration go on.
/// </remarks>
internal sealed class QemuRounds(TimeSpan startedAt, long memoryPages)
{
    private readonly List<Look> _looks = [];

    /// <summary>Gets the number of passes that began.</summary>
    public int Count => _looks.Count;

    /// <summary>Notes the beginning of a pass.</summary>
    public void Begin(TimeSpan at, QemuMemory? memory)
    {
        // QEMU looks for dirty pages twice before it sends the first one.
        if (memory is not null && Sent(memory) == 0)
        {
            _looks.Clear();
        }

        long left = memory is null || _looks.Count == 0 ? memoryPages : Pages(memory.Remaining);
        _looks.Add(new(at, memory is null ? 0 : Sent(memory), left));
    }

    /// <summary>Gets the passes of a migration that completed.</summary>
    /// <param name="stoppedAt">When the guest was stopped.</param>
    /// <param name="endedAt">When all was sent.</param>
    /// <param name="end">What was sent then.</param>
    public ImmutableArray<AgentRound> Complete(TimeSpan stoppedAt, TimeSpan endedAt, QemuMemory end)
    {
        var rounds = ImmutableArray.CreateBuilder<AgentRound>();
        for (int index = 0; index < _looks.Count; index++)
        {
            Look look = _looks[index];
            bool isLast = index == _looks.Count - 1;
            TimeSpan next = isLast ? endedAt : _looks[index + 1].At;
            long sent = Math.Min(
                look.Left,
                (isLast ? Sent(end) : _looks[index + 1].Sent) - look.Sent
            );
            long left = isLast ? 0 : Math.Max(look.Left - sent, _looks[index + 1].Left);
            if (!isLast)
            {
                _looks[index + 1] = _looks[index + 1] with { Left = left };
            }

            rounds.Add(
                new(
                    index + 1,
                    (look.At - startedAt).TotalSeconds,
                    (next - look.At).TotalSeconds,
                    isLast ? look.Left : sent,
                    isLast ? 0 : look.Left - sent,
                    left,
                    isLast && look.At + Slack >= stoppedAt
                )
            );
        }

        return rounds.ToImmutable();
    }

    // The guest is stopped for the last pass; the two are stamped one after the other.
    private static TimeSpan Slack => TimeSpan.FromMilliseconds(50);

    private static long Sent(QemuMemory memory) => memory.NormalPages + memory.DuplicatePages;

    private static long Pages(DataSize size) => size.Bytes / DataSize.PageBytes;

    /// <summary>The beginning of a pass: pages sent before, pages to be sent.</summary>
    private readonly record struct Look(TimeSpan At, long Sent, long Left);
}
