using System.Collections.Immutable;
using MigSim.Cli.Output;
using MigSim.Cli.Running;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Testbeds;
using MigSim.Kernel;
using MigSim.Lab.Checking;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Cli.Labs;

/// <summary>One call of <c>migsim lab</c>.</summary>
internal sealed class LabTask(CliEnvironment environment, string path)
{
    private readonly TestbedDescription _testbed = environment.LoadTestbed(path);

    public int Up(bool isDry) =>
        OnLoop(
            async (clock, token) =>
            {
                IProgress<string> progress = Progress();
                Virtual(clock, "made");
                if (isDry)
                {
                    var shell = new DryRunShell(environment.Output);
                    ILab rehearsed = environment.Labs.Rehearse(_testbed, clock, shell);
                    await ((IVirtualLab)rehearsed).UpAsync(progress, token);
                    return ExitCode.Done;
                }

                ILab lab = await environment.Labs.BuildAsync(_testbed, clock, progress, token);
                await ((IVirtualLab)lab).UpAsync(progress, token);
                string hosts = string.Join(", ", _testbed.Platform.Hosts.Select(h => h.Name));
                environment.Output.WriteLine($"{_testbed.Name} is up: {hosts}");
                return ExitCode.Done;
            }
        );

    public int Down(bool isDry) =>
        OnLoop(
            async (clock, token) =>
            {
                IVirtualLab lab = Virtual(clock, "taken away");
                if (isDry)
                {
                    return ShowUndo();
                }

                await lab.DownAsync(Progress(), token);
                environment.Output.WriteLine($"{_testbed.Name} is down");
                return ExitCode.Done;
            }
        );

    public int Status() =>
        OnLoop(
            async (clock, token) =>
            {
                ILab lab = environment.Labs.Create(_testbed, clock);
                LabStatus status = await lab.StatusAsync(token);
                if (!status.Hosts.IsEmpty)
                {
                    Write(
                        ["host", "state", "detail"],
                        status.Hosts.Select(host =>
                            ImmutableArray.Create(
                                host.Host.Value,
                                host.IsUp ? "up" : "down",
                                host.Detail
                            )
                        )
                    );
                }

                int open = Journal().ReadOpen().Length;
                string changes = open == 0 ? "" : $"; {open} changes to undo when it is taken down";
                environment.Output.WriteLine(
                    $"{_testbed.Name} is {(status.IsUp ? "up" : "not up")}{changes}"
                );
                return status.IsUp ? ExitCode.Done : ExitCode.TestbedFailed;
            }
        );

    public int Check() =>
        OnLoop(
            async (clock, token) =>
            {
                ImmutableArray<LabFinding> findings = await FindAsync(clock, token);
                Write(
                    ["host", "subject", "finding", "detail"],
                    findings.Select(finding =>
                        ImmutableArray.Create(
                            finding.Host.Value,
                            finding.Subject,
                            Word(finding.Kind),
                            finding.Detail
                        )
                    )
                );
                int failures = findings.Count(finding => finding.Kind == FindingKind.Failure);
                environment.Output.WriteLine(
                    failures == 0 ? "ready for a run" : $"not ready: {failures} failures"
                );
                return failures == 0 ? ExitCode.Done : ExitCode.TestbedFailed;
            }
        );

    public int Recover(bool isDry) =>
        OnLoop(
            async (clock, token) =>
            {
                if (isDry)
                {
                    return ShowUndo();
                }

                ILab lab = environment.Labs.Create(_testbed, clock);
                var recovery = new LabRecovery(lab, Journal(), clock, Progress());
                ImmutableArray<string> left = await recovery.RecoverAsync(token);
                foreach (string what in left)
                {
                    environment.Error.WriteLine($"{_testbed.Name}: not undone: {what}");
                }

                environment.Output.WriteLine(
                    left.IsEmpty
                        ? $"{_testbed.Name}: nothing is left to undo"
                        : $"{_testbed.Name}: {left.Length} changes are left"
                );
                return left.IsEmpty ? ExitCode.Done : ExitCode.TestbedFailed;
            }
        );

    private static string Word(FindingKind kind) =>
        kind switch
        {
            FindingKind.Good => "ok",
            FindingKind.Warning => "warning",
            _ => "FAILURE",
        };

    private async Task<ImmutableArray<LabFinding>> FindAsync(
        RunClock clock,
        CancellationToken cancellationToken
    )
    {
        ILab lab = environment.Labs.Create(_testbed, clock);
        ImmutableArray<LabFinding> here = [];
        if (lab is IVirtualLab)
        {
            var (tools, memory) = environment.Labs.Needs(_testbed);
            here = await MachineChecks.LookAsync(
                new LocalShell(clock, new ShellLimits()),
                tools,
                memory,
                cancellationToken
            );
            if (!(await lab.StatusAsync(cancellationToken)).IsUp)
            {
                return here;
            }
        }

        await using LabConnection connection = await lab.ConnectAsync(clock, cancellationToken);
        return here.AddRange(await HostChecks.LookAsync(connection, Progress(), cancellationToken));
    }

    private int ShowUndo()
    {
        foreach (UndoStep undo in Journal().ReadOpen().Reverse().Select(entry => entry.Undo))
        {
            string words = PosixQuoting.Join([undo.Program, .. undo.Arguments]);
            environment.Output.WriteLine($"{undo.Host}: {words}");
        }

        return ExitCode.Done;
    }

    private IVirtualLab Virtual(RunClock clock, string verb) =>
        environment.Labs.Create(_testbed, clock) as IVirtualLab
        ?? throw new LabException(
            $"{_testbed.Name}: a lab of physical hosts cannot be {verb}; see 'migsim lab check'"
        );

    private LabJournal Journal() => LabJournal.Open(environment.Labs.Place(_testbed).JournalPath);

    private void Write(ImmutableArray<string> columns, IEnumerable<ImmutableArray<string>> rows) =>
        PlainTable.Write(
            environment.Output,
            new ReportTable(_testbed.Name, columns, [.. rows]),
            _ => false
        );

    private IProgress<string> Progress() =>
        new LineProgress(environment.IsTerminal ? environment.Error : null);

    private static int OnLoop(Func<RunClock, CancellationToken, Task<int>> act)
    {
        using var interruption = new Interruption();
        var loop = new WallClockLoop();
        var clock = new RunClock(loop.Time);
        return loop.Run(token => act(clock, token), interruption.Token);
    }
}
