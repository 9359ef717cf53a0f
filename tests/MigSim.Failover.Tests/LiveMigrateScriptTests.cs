using MigSim.Clustering;
using MigSim.Failover.Scripts;
using MigSim.Virtualization;

namespace MigSim.Failover.Tests;

public sealed class LiveMigrateScriptTests
{
    private readonly Journal _journal = new();

    private LiveMigrateScript Script => new(_journal, _journal, Cast.Directory(_journal));

    [Fact]
    public async Task StopAsync_MachineRuns_SaysStoppedAtOnceAndTouchesNothing()
    {
        _journal.Put(Cast.Vm, Cast.Home);
        Task<ScriptExit> stop = Script.StopAsync(Cast.Vm.Name, Cast.Home, CancellationToken.None);
        Assert.True(stop.IsCompletedSuccessfully);
        Assert.Equal(ScriptExit.Success, await stop);
        Assert.Empty(_journal.Lines);
    }

    [Fact]
    public async Task StartAsync_RunsElsewhere_AnnouncesItselfOnceThenMigrates()
    {
        _journal.Put(Cast.Vm, Cast.Home);
        Assert.Equal(ScriptExit.Success, await StartAsync());
        Assert.Equal(["broadcast by heir", "migrate vm from home to heir"], _journal.Lines);
        ClusterMessage datagram = Assert.Single(_journal.Datagrams);
        Assert.Equal(LiveMigrateScript.Topic, datagram.Topic);
        MigrationRequest request = Assert.Single(_journal.Migrations);
        Assert.Equal(MigrationMode.PreCopy, request.Mode);
        Assert.Equal(Cast.MigrationTimeout, request.Timeout);
    }

    [Fact]
    public async Task StartAsync_RunsOnTheThirdHost_IsFetchedFromThere()
    {
        _journal.Put(Cast.Vm, Cast.Third);
        Assert.Equal(ScriptExit.Success, await StartAsync());
        Assert.Equal(["broadcast by heir", "migrate vm from third to heir"], _journal.Lines);
    }

    [Fact]
    public async Task StartAsync_RunsHereAlready_SucceedsWithoutDoingAnything()
    {
        _journal.Put(Cast.Vm, Cast.Heir);
        Assert.Equal(ScriptExit.Success, await StartAsync());
        Assert.Equal(["broadcast by heir"], _journal.Lines);
    }

    [Fact]
    public async Task StartAsync_NobodyHoldsIt_IsCreatedHere()
    {
        Assert.Equal(ScriptExit.Success, await StartAsync());
        Assert.Equal(["broadcast by heir", "create vm on heir"], _journal.Lines);
    }

    [Fact]
    public async Task StartAsync_HomeIsSilent_IsFencedBeforeItIsCreated()
    {
        _journal.Put(Cast.Vm, Cast.Home).Silence(Cast.Home);
        Assert.Equal(ScriptExit.Success, await StartAsync());
        Assert.Equal(["broadcast by heir", "fence home", "create vm on heir"], _journal.Lines);
    }

    [Fact]
    public async Task StartAsync_TwoHostsAreSilent_BothAreFencedBeforeItIsCreated()
    {
        _journal.Silence(Cast.Home).Silence(Cast.Third);
        Assert.Equal(ScriptExit.Success, await StartAsync());
        Assert.Equal(
            ["broadcast by heir", "fence home", "fence third", "create vm on heir"],
            _journal.Lines
        );
    }

    [Fact]
    public async Task StartAsync_AHostIsSilentButAnotherHoldsIt_NobodyIsFenced()
    {
        _journal.Silence(Cast.Home).Put(Cast.Vm, Cast.Third);
        Assert.Equal(ScriptExit.Success, await StartAsync());
        Assert.Equal(["broadcast by heir", "migrate vm from third to heir"], _journal.Lines);
    }

    [Theory]
    [InlineData(MigrationStatus.Completed, ScriptExit.Success)]
    [InlineData(MigrationStatus.Aborted, ScriptExit.GenericError)]
    [InlineData(MigrationStatus.TargetFailed, ScriptExit.GenericError)]
    [InlineData(MigrationStatus.TimedOut, ScriptExit.GenericError)]
    [InlineData(MigrationStatus.Ambiguous, ScriptExit.GenericError)]
    public async Task StartAsync_MigrationEnds_ExitTellsHow(
        MigrationStatus outcome,
        ScriptExit expected
    )
    {
        _journal.Put(Cast.Vm, Cast.Home).Outcome = outcome;
        Assert.Equal(expected, await StartAsync());
        Assert.Equal(["broadcast by heir", "migrate vm from home to heir"], _journal.Lines);
    }

    [Fact]
    public async Task StartAsync_SourceFailsInMidMigration_IsFencedThenCreated()
    {
        _journal.Put(Cast.Vm, Cast.Home).Outcome = MigrationStatus.SourceFailed;
        Assert.Equal(ScriptExit.Success, await StartAsync());
        Assert.Equal(
            [
                "broadcast by heir",
                "migrate vm from home to heir",
                "fence home",
                "create vm on heir",
            ],
            _journal.Lines
        );
    }

    [Fact]
    public void MigrationStatus_EveryValue_HasATest()
    {
        // A new outcome needs a decision in the script, and a line above.
        Assert.Equal(6, Enum.GetValues<MigrationStatus>().Length);
    }

    [Theory]
    [InlineData(VmState.Running, ScriptExit.Success)]
    [InlineData(VmState.Blocked, ScriptExit.Success)]
    [InlineData(VmState.Paused, ScriptExit.Success)]
    [InlineData(VmState.ShutDown, ScriptExit.NotRunning)]
    [InlineData(VmState.Crashed, ScriptExit.NotRunning)]
    [InlineData(VmState.Dying, ScriptExit.NotRunning)]
    public async Task StatusAsync_AnyState_RunningIfItHoldsTheMachine(
        VmState state,
        ScriptExit expected
    )
    {
        _journal.Put(Cast.Vm, Cast.Home, state);
        Assert.Equal(
            expected,
            await Script.StatusAsync(Cast.Vm.Name, Cast.Home, CancellationToken.None)
        );
        Assert.Empty(_journal.Lines);
    }

    private Task<ScriptExit> StartAsync() =>
        Script.StartAsync(Cast.Vm.Name, Cast.Heir, CancellationToken.None);
}
