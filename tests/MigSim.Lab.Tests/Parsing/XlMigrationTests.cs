using MigSim.Lab.Parsing;

namespace MigSim.Lab.Tests.Parsing;

public sealed class XlMigrationTests
{
    [Fact]
    public void Parse_SourceOverTcp_HasPhasesAndIterations()
    {
        XlMigrationLog log = Read("xl-migrate.tcp.txt");
        Assert.Equal(XlMigrationOutcome.Completed, log.Outcome);
        Assert.Equal(
            [
                XlMigrationPhase.SavingStarted,
                XlMigrationPhase.SuspendRequested,
                XlMigrationPhase.Suspended,
                XlMigrationPhase.StreamEnded,
                XlMigrationPhase.TransferAcknowledged,
                XlMigrationPhase.PermissionGiven,
                XlMigrationPhase.StartReported,
                XlMigrationPhase.Successful,
            ],
            log.Marks.Select(mark => mark.Phase)
        );
        TimeSpan suspended = log.TimeOf(XlMigrationPhase.Suspended)!.Value;
        TimeSpan started = log.TimeOf(XlMigrationPhase.StartReported)!.Value;
        Assert.Equal(0.795, (started - suspended).TotalSeconds, 0.001);
        Assert.Equal(
            [1044480, 2803, 404, 125, 170, 458],
            log.Iterations.Select(iteration => iteration.FramesTotal)
        );
        Assert.All(log.Iterations, iteration => Assert.True(iteration.IsComplete));
        Assert.Empty(log.Errors);
    }

    [Fact]
    public void Parse_BothEndsOverSsh_HasPhasesOfBoth()
    {
        XlMigrationLog log = Read("xl-migrate.ssh.txt");
        Assert.Equal(XlMigrationOutcome.Completed, log.Outcome);
        XlMigrationPhase[] ofTarget =
        [
            XlMigrationPhase.ReadyToReceive,
            XlMigrationPhase.PermissionRequested,
            XlMigrationPhase.PermissionReceived,
            XlMigrationPhase.StartedOnTarget,
        ];
        Assert.All(ofTarget, phase => Assert.NotNull(log.TimeOf(phase)));
        Assert.Equal(
            [2762, 1001, 604, 488, 548],
            log.Iterations.Skip(1).Select(i => i.FramesTotal)
        );
    }

    [Fact]
    public void Parse_TargetAlone_DoesNotKnowTheOutcome()
    {
        XlMigrationLog log = Read("xl-migrate-receive.txt");
        Assert.Equal(XlMigrationOutcome.Unknown, log.Outcome);
        Assert.Equal(
            [
                XlMigrationPhase.ReadyToReceive,
                XlMigrationPhase.PermissionRequested,
                XlMigrationPhase.PermissionReceived,
                XlMigrationPhase.StartedOnTarget,
            ],
            log.Marks.Select(mark => mark.Phase)
        );
        Assert.Null(log.TimeOf(XlMigrationPhase.StartedOnTarget));
    }

    [Fact]
    public void Parse_DirtyLogMissing_MachineStaysAndErrorsAreKept()
    {
        XlMigrationLog log = Read("xl-migrate.no-logdirty.txt");
        Assert.Equal(XlMigrationOutcome.StayedOnSource, log.Outcome);
        Assert.True(log.Has(XlMigrationPhase.SuspendFailed));
        Assert.True(log.Has(XlMigrationPhase.CreationFailed));
        Assert.Empty(log.Iterations);
        Assert.Contains(
            "xc: error: Failed to enable logdirty: 95,22,0 (22 = Invalid argument): Internal error",
            log.Errors
        );
    }

    [Fact]
    public void Parse_TargetCannotStart_MachineStays()
    {
        XlMigrationLog log = XlMigrationParser.Parse(
            """
            migration sender: Target has acknowledged transfer.
            migration sender: Giving target permission to start.
            migration target: Domain creation failed (code -3).
            migration sender: Target reports startup failure (status code 253).
            migration sender: Trying to resume at our end.
            migration sender: Resumed OK.
            Migration failed due to problems at target.

            """
        );
        Assert.Equal(XlMigrationOutcome.StayedOnSource, log.Outcome);
        Assert.True(log.Has(XlMigrationPhase.ResumedOnSource));
    }

    [Fact]
    public void Parse_HandshakeBreaks_IsAmbiguous()
    {
        XlMigrationLog log = XlMigrationParser.Parse(
            """
            migration sender: Giving target permission to start.
            ** Migration failed during final handshake **
            Domain state is now undefined !

            """
        );
        Assert.Equal(XlMigrationOutcome.Ambiguous, log.Outcome);
    }

    [Theory]
    [InlineData("Migration successful.\nmigration sender: Giving target permission to start.\n")]
    [InlineData("Migration failed, resuming at sender.\nMigration successful.\n")]
    [InlineData("Migration successful.\nMigration successful.\n")]
    [InlineData(
        "migration sender: Target reports startup failure (status code 1).\nMigration successful.\n"
    )]
    [InlineData("xc: progress: Frames iteration 1: 9/8  100%\n")]
    [InlineData(
        "xc: progress: Frames iteration 1: 8/8  100%\nxc: progress: Frames iteration 0: 1/8  12%\n"
    )]
    public void Parse_Contradiction_Throws(string text) =>
        Assert.Throws<TranscriptException>(() => XlMigrationParser.Parse(text));

    [Theory]
    [InlineData("migration target: Migration successful.\n")]
    [InlineData("Migration successful. Not.\n")]
    public void Parse_TornLine_IsNoOutcome(string text) =>
        Assert.Equal(XlMigrationOutcome.Unknown, XlMigrationParser.Parse(text).Outcome);

    [Theory]
    [InlineData("xl-migrate.tcp.txt")]
    [InlineData("xl-migrate.no-logdirty.txt")]
    public void Parse_CutAnywhere_OutcomeIsUnknownUntilItsLine(string name)
    {
        string text = TranscriptFile.Read(name);
        XlMigrationOutcome whole = XlMigrationParser.Parse(text).Outcome;
        int known = text.LastIndexOf("Migration ", StringComparison.Ordinal);
        Hostile.CutEverywhere(
            text,
            XlMigrationParser.Parse,
            (log, length) => log.Outcome == (length > known ? whole : XlMigrationOutcome.Unknown)
        );
    }

    [Theory]
    [InlineData("xl-migrate.tcp.txt")]
    [InlineData("xl-migrate.no-logdirty.txt")]
    public void Parse_Damaged_IsReadOrRefused(string name) =>
        Hostile.Mutate(TranscriptFile.Read(name), XlMigrationParser.Parse);

    private static XlMigrationLog Read(string name) =>
        XlMigrationParser.Parse(TranscriptFile.Read(name));
}
