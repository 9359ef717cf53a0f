using MigSim.Experiments.Recording;
using MigSim.Lab.Agents;
using MigSim.Lab.Heartbeat;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>Records what the agents write down of their operations: a migration, for example.</summary>
/// <remarks>Calls of the script are the cluster manager's business.</remarks>
internal sealed class AgentFeed(AgentLogs logs, IRunRecorder recorder)
{
    /// <summary>Follows the logs of all members until it is cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (HostEvent logged in logs.FollowAsync(cancellationToken))
        {
            // What happened before the run began belongs to another one, or to set-up.
            if (logged.At >= TimeSpan.Zero)
            {
                Record(logged);
            }
        }
    }

    private void Record(HostEvent logged)
    {
        TimeSpan at = logged.At;
        var vm = new VmName(logged.Event.Vm);
        switch (logged.Event)
        {
            case AgentEvent.OperationBegan began:
                recorder.Record(
                    new RunEvent.OperationBegan(at, began.Operation, vm, new(began.Host))
                );
                break;
            case AgentEvent.OperationEnded ended:
                recorder.Record(
                    new RunEvent.OperationEnded(
                        at,
                        ended.Operation,
                        vm,
                        new(ended.Host),
                        ended.Outcome
                    )
                );
                break;
            case AgentEvent.MigrationEnded migration:
                recorder.Record(new RunEvent.MigrationEnded(at, Report(at, vm, migration)));
                break;
            default:
                break;
        }
    }

    private static MigrationReport Report(
        TimeSpan endedAt,
        VmName vm,
        AgentEvent.MigrationEnded ended
    )
    {
        AgentMigrationReport report = ended.Report;
        decimal before = ended.UnixSeconds - report.StartedAtUnixSeconds;
        TimeSpan startedAt = endedAt - TimeSpan.FromTicks((long)(before * TimeSpan.TicksPerSecond));
        return new(
            new(
                vm,
                new(report.Source),
                new(report.Target),
                MigrationMode.PreCopy,
                TimeSpan.FromSeconds(report.TotalSeconds)
            ),
            Enum.Parse<MigrationStatus>(report.Status),
            startedAt,
            TimeSpan.FromSeconds(report.TotalSeconds),
            report.DowntimeSeconds is { } downtime ? TimeSpan.FromSeconds(downtime) : null,
            null,
            report.TransferredBytes is { } bytes ? DataSize.FromBytes(bytes) : null,
            report.Rounds is { } rounds
                ?
                [
                    .. rounds.Select(round => new PreCopyRound(
                        round.Iteration,
                        startedAt + TimeSpan.FromSeconds(round.StartedAfterSeconds),
                        TimeSpan.FromSeconds(round.Seconds),
                        round.PagesSent,
                        round.PagesSkipped,
                        round.PagesDirtied,
                        round.GuestStopped
                    )),
                ]
                : null
        );
    }
}
