using System.Collections.Immutable;
using MigSim.Kernel;
using MigSim.Lab.Agents;
using MigSim.Lab.Tests.Parsing;
using MigSim.Lab.Xen;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Xen;

/// <summary>The adapter for Xen on what the real tools printed.</summary>
public sealed class XlTranscriptTests
{
    private const string Heading =
        "Name                                        ID   Mem VCPUs\tState\tTime(s)\n"
        + "Domain-0                                     0   640     1     r-----     101.2\n";

    private const string X0 = "x0                                           2    96     1     ";

    private static readonly HostName Source = new("node2");
    private static readonly HostName Target = new("node1");

    private static string With => TranscriptFile.Read("xl-list.txt");

    [Fact]
    public void MigrateAsync_RealMigrationOverTcp_ReportsWhatItPrinted()
    {
        XlSettings settings = Settings with
        {
            MigrationShell = "",
            ProgressLibrary = "/usr/lib/xlprogress.so",
        };
        TranscriptShell shell = Lists()
            .On(
                "node2: env LD_PRELOAD=/usr/lib/xlprogress.so xl -vvv migrate -s  x0 node1",
                TranscriptFile.Read("xl-migrate.tcp.txt")
            );
        MigrationReport report = Migrate(shell, settings);
        Assert.Equal(MigrationStatus.Completed, report.Status);
        Assert.Null(report.Transferred);

        // The machine's memory in the first pass, and the frames that the helper counted.
        Assert.Equal(
            [24576, 2803, 404, 125, 170, 458],
            report.Rounds!.Value.Select(round => round.PagesSent)
        );
        Assert.Equal(
            [2803, 404, 125, 170, 458, 0],
            report.Rounds.Value.Select(round => round.PagesDirtied)
        );
        Assert.Equal([6], report.Rounds.Value.Where(r => r.GuestStopped).Select(r => r.Iteration));
        Assert.InRange(report.Downtime!.Value.TotalSeconds, 0.795, 1.5);
    }

    [Fact]
    public void MigrateAsync_RealMigrationOverSsh_ReportsWhatItPrinted()
    {
        TranscriptShell shell = Lists()
            .On("node2: xl -vvv migrate x0 node1", TranscriptFile.Read("xl-migrate.ssh.txt"));
        MigrationReport report = Migrate(shell, Settings);
        Assert.Equal(MigrationStatus.Completed, report.Status);
        Assert.Equal(6, report.Rounds!.Value.Length);

        // The sender's word of the start is torn in the text; the target's is there.
        Assert.InRange(report.Downtime!.Value.TotalSeconds, 1.5, 2.1);
    }

    [Fact]
    public void MigrateAsync_ProgressIsHidden_RoundsAreNotKnown()
    {
        string[] lines =
        [
            .. TranscriptFile
                .ReadLines("xl-migrate.ssh.txt")
                .Where(line => !line.Contains("xc: ", StringComparison.Ordinal)),
        ];
        TranscriptShell shell = Lists()
            .On("node2: xl -vvv migrate x0 node1", string.Join('\n', lines));
        MigrationReport report = Migrate(shell, Settings);
        Assert.Null(report.Rounds);
        Assert.NotNull(report.DowntimeParts);
    }

    [Fact]
    public void MigrateAsync_DirtyLogMissing_StaysAtTheSource()
    {
        TranscriptShell shell = new TranscriptShell()
            .On("node2: xl list", With)
            .On("node1: xl list", Heading)
            .On("node2: xl list", With)
            .On("node1: xl list", Heading)
            .On(
                "node2: xl -vvv migrate x0 node1",
                TranscriptFile.Read("xl-migrate.no-logdirty.txt"),
                exitCode: 1
            );
        MigrationReport report = Migrate(shell, Settings);
        Assert.Equal(MigrationStatus.TargetFailed, report.Status);
        Assert.Null(report.Downtime);
        Assert.Null(report.Rounds);
    }

    [Fact]
    public void MigrateAsync_TextContradictsItself_ListsDecideAndNothingIsReported()
    {
        TranscriptShell shell = Lists()
            .On(
                "node2: xl -vvv migrate x0 node1",
                "Migration failed, resuming at sender.\nMigration successful.\n"
            );
        MigrationReport report = Migrate(shell, Settings);
        Assert.Equal(MigrationStatus.Completed, report.Status);
        Assert.Null(report.Downtime);
    }

    [Fact]
    public void MigrateAsync_AwayCopyIsLeft_IsDestroyedOnceTheMachineRunsElsewhere()
    {
        string away =
            Heading + "x0--migratedaway                2    96     1     --ps--       3.5\n";
        TranscriptShell shell = new TranscriptShell()
            .On("node2: xl list", With)
            .On("node1: xl list", Heading)
            .On("node2: xl list", away)
            .On("node1: xl list", With)
            .On("node2: xl -vvv migrate x0 node1", "", exitCode: 1);
        Assert.Equal(MigrationStatus.Completed, Migrate(shell, Settings).Status);
        Assert.Equal("node2: xl destroy x0--migratedaway", shell.Commands[^1]);
    }

    [Fact]
    public void MigrateAsync_IsBeingReceivedAlready_IsBusy()
    {
        TranscriptShell shell = new TranscriptShell()
            .On("node2: xl list", With)
            .On(
                "node1: xl list",
                Heading
                    + X0.Replace("x0  ", "x0--incoming  ", StringComparison.Ordinal)
                    + "--p---       0.0\n"
            );
        HypervisorException exception = Assert.Throws<HypervisorException>(() =>
            Migrate(shell, Settings)
        );
        Assert.Equal(HypervisorError.VmBusy, exception.Error);
    }

    [Fact]
    public void ListAsync_PassingNames_AreLeftOut()
    {
        string text =
            Heading
            + "x0--incoming         1    96     1     --p---       0.0\n"
            + "x1--migratedaway     2    96     1     ---s--       3.0\n"
            + "x2                   3    96     1     ------       3.0\n";
        TranscriptShell shell = new TranscriptShell().On("node1: xl list", text);
        Run(
            async (clock, token) =>
            {
                IReadOnlyList<VmStatus> machines = await Hypervisor(clock, shell, Settings)
                    .ListAsync(Target, token);
                Assert.Equal("x2", Assert.Single(machines).Name.Value);
                Assert.Equal(VmState.Running, machines[0].State);
            }
        );
    }

    private static XlSettings Settings =>
        new()
        {
            MigrationHosts = ImmutableSortedDictionary<string, string>
                .Empty.Add("node1", "node1")
                .Add("node2", "node2"),
        };

    // Before: only at the source; afterwards: only at the target.
    private static TranscriptShell Lists() =>
        new TranscriptShell()
            .On("node2: xl list", With)
            .On("node1: xl list", Heading)
            .On("node2: xl list", Heading)
            .On("node1: xl list", With);

    private static XlHypervisor Hypervisor(
        RunClock clock,
        TranscriptShell shell,
        XlSettings settings
    ) => new(clock, shell, settings, ImmutableSortedDictionary<VmName, string>.Empty);

    private static MigrationReport Migrate(TranscriptShell shell, XlSettings settings)
    {
        MigrationReport? report = null;
        Run(
            async (clock, token) =>
                report = await Hypervisor(clock, shell, settings)
                    .MigrateAsync(
                        new(
                            new("x0"),
                            Source,
                            Target,
                            MigrationMode.PreCopy,
                            TimeSpan.FromMinutes(10)
                        ),
                        token
                    )
        );
        return report!;
    }

    private static void Run(Func<RunClock, CancellationToken, Task> body)
    {
        var loop = new SimulationLoop(new SimulationOptions { Seed = 1 });
        loop.Run(token => body(new RunClock(loop.Time), token), CancellationToken.None);
    }
}
