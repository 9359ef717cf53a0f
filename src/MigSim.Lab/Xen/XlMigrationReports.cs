using System.Collections.Immutable;
using MigSim.Lab.Parsing;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Xen;

/// <summary>Makes reports of what <c>xl -vvv migrate</c> printed; null is what it did not.</summary>
internal static class XlMigrationReports
{
    /// <summary>Makes a report.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="startedAt">When it was asked for.</param>
    /// <param name="totalTime">How long it took.</param>
    /// <param name="log">What was printed, with times of the run; null if it cannot be read.</param>
    /// <param name="memory">The machine's memory.</param>
    public static MigrationReport Of(
        MigrationRequest request,
        MigrationStatus status,
        TimeSpan startedAt,
        TimeSpan totalTime,
        XlMigrationLog? log,
        DataSize memory
    )
    {
        bool isTold = status == MigrationStatus.Completed && log is not null;
        DowntimeParts? parts = isTold ? Parts(log!) : null;
        return new(
            request,
            status,
            startedAt,
            totalTime,
            parts is null ? null : parts.Suspend + parts.LastCopy + parts.Handshake + parts.Resume,
            parts,
            Transferred: null,
            isTold ? Rounds(log!, memory) : null
        );
    }

    private static DowntimeParts? Parts(XlMigrationLog log)
    {
        TimeSpan? requested = log.TimeOf(XlMigrationPhase.SuspendRequested);
        TimeSpan? suspended = log.TimeOf(XlMigrationPhase.Suspended);
        TimeSpan? received = Earlier(
            log,
            XlMigrationPhase.TransferAcknowledged,
            XlMigrationPhase.PermissionRequested
        );
        TimeSpan? permitted = Earlier(
            log,
            XlMigrationPhase.PermissionGiven,
            XlMigrationPhase.PermissionReceived
        );
        TimeSpan? started = Earlier(
            log,
            XlMigrationPhase.StartedOnTarget,
            XlMigrationPhase.StartReported
        );
        TimeSpan?[] all = [requested, suspended, received, permitted, started];
        bool isInOrder = all.Zip(all.Skip(1)).All(pair => pair.First <= pair.Second);
        return isInOrder
            ? new(
                suspended!.Value - requested!.Value,
                received!.Value - suspended.Value,
                permitted!.Value - received.Value,
                started!.Value - permitted.Value
            )
            : null;
    }

    /// <summary>Gets when the first of two ends said it: the lines of one may be torn or late.</summary>
    private static TimeSpan? Earlier(XlMigrationLog log, XlMigrationPhase one, XlMigrationPhase two)
    {
        TimeSpan? first = log.TimeOf(one);
        TimeSpan? second = log.TimeOf(two);
        return first is null || second < first ? second ?? first : first;
    }

    /// <summary>Makes rounds of the passes that a helper reports, if they were made visible.</summary>
    /// <remarks>
    /// Pass 0 goes over all frame numbers, used or not; what it sends is the machine's memory. Later
    /// passes send what was dirty when the one before ended, and skip nothing. See
    /// <c>tools/libs/guest/xg_sr_save.c</c> of Xen 4.17.
    /// </remarks>
    private static ImmutableArray<PreCopyRound>? Rounds(XlMigrationLog log, DataSize memory)
    {
        ImmutableArray<XlIteration> passes = log.Iterations;
        TimeSpan? stoppedAt = log.TimeOf(XlMigrationPhase.Suspended);
        bool isWhole =
            passes.Length > 0
            && passes.Select(pass => pass.Number).SequenceEqual(Enumerable.Range(0, passes.Length))
            && passes.All(pass => pass.IsComplete && pass.FirstReportAt is not null);
        if (!isWhole || stoppedAt is null || passes[^1].FirstReportAt < stoppedAt)
        {
            return null;
        }

        return [.. passes.Select((pass, index) => Round(pass, index))];

        PreCopyRound Round(XlIteration pass, int index)
        {
            bool isFirst = index == 0;
            bool isLast = index + 1 == passes.Length;
            TimeSpan begin =
                isLast ? stoppedAt.Value
                : isFirst ? log.TimeOf(XlMigrationPhase.SavingStarted) ?? pass.FirstReportAt!.Value
                : pass.FirstReportAt!.Value;
            return new(
                index + 1,
                begin,
                pass.LastReportAt!.Value - begin,
                isFirst ? Math.Min(pass.FramesSent, memory.Pages) : pass.FramesSent,
                0,
                isLast ? 0 : passes[index + 1].FramesTotal,
                isLast
            );
        }
    }
}
