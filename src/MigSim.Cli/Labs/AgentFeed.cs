using System.Text.Json;
using MigSim.Experiments.Recording;
using MigSim.Lab.Agents;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>Records what the agents write down of their operations: a migration, for example.</summary>
/// <remarks>Calls of the script are the cluster manager's business.</remarks>
internal sealed class AgentFeed(IRemoteShell shell, HostClocks clocks, IRunRecorder recorder)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(24);

    /// <summary>Follows the log of one member until it is cancelled.</summary>
    public async Task FollowAsync(HostName member, string log, CancellationToken cancellationToken)
    {
        var follow = new RemoteCommand("tail", ["-n", "0", "-F", "--", log], Timeout);
        try
        {
            await foreach (ShellLine line in shell.StreamAsync(member, follow, cancellationToken))
            {
                if (line.Source == ShellSource.Output)
                {
                    Record(member, line.Text);
                }
            }
        }
        catch (ShellException)
        {
            // A host that crashes writes nothing more.
        }
    }

    private void Record(HostName member, string line)
    {
        AgentEvent? found = JsonSerializer.Deserialize(line, AgentJson.Default.AgentEvent);
        if (found is null)
        {
            return;
        }

        TimeSpan at = clocks.ToRunTime(member, found.UnixSeconds);
        var vm = new VmName(found.Vm);
        switch (found)
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
                recorder.Record(
                    new RunEvent.MigrationEnded(at, Report(member, vm, migration.Report))
                );
                break;
            default:
                break;
        }
    }

    private MigrationReport Report(HostName member, VmName vm, AgentMigrationReport report)
    {
        TimeSpan startedAt = clocks.ToRunTime(member, report.StartedAtUnixSeconds);
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
