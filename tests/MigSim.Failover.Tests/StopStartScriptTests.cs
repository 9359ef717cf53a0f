using MigSim.Clustering;
using MigSim.Failover.Scripts;
using MigSim.Virtualization;

namespace MigSim.Failover.Tests;

public sealed class StopStartScriptTests
{
    private readonly Journal _journal = new();

    [Theory]
    [InlineData(RestartMode.StagedCopy, "save vm on home live")]
    [InlineData(RestartMode.SaveRestore, "save vm on home")]
    [InlineData(RestartMode.Reboot, "shut down vm on home")]
    public async Task StopAsync_MachineRuns_EndsItInItsOwnWay(RestartMode mode, string expected)
    {
        _journal.Put(Cast.Vm, Cast.Home);
        Assert.Equal(ScriptExit.Success, await StopAsync(mode));
        Assert.Equal([expected], _journal.Lines);
    }

    [Theory]
    [InlineData(RestartMode.StagedCopy)]
    [InlineData(RestartMode.SaveRestore)]
    [InlineData(RestartMode.Reboot)]
    public async Task StopAsync_RunsElsewhere_SucceedsAndTouchesNothing(RestartMode mode)
    {
        _journal.Put(Cast.Vm, Cast.Heir);
        Assert.Equal(ScriptExit.Success, await StopAsync(mode));
        Assert.Empty(_journal.Lines);
    }

    [Theory]
    [InlineData(RestartMode.StagedCopy)]
    [InlineData(RestartMode.SaveRestore)]
    public async Task StartAsync_Saved_IsRestored(RestartMode mode)
    {
        _journal.Save(Cast.Vm.Name);
        Assert.Equal(ScriptExit.Success, await StartAsync(mode));
        Assert.Equal(["restore vm on heir"], _journal.Lines);
    }

    [Fact]
    public async Task StartAsync_RebootThoughAnImageExists_IsCreatedAnew()
    {
        _journal.Save(Cast.Vm.Name);
        Assert.Equal(ScriptExit.Success, await StartAsync(RestartMode.Reboot));
        Assert.Equal(["create vm on heir"], _journal.Lines);
    }

    [Theory]
    [InlineData(RestartMode.StagedCopy)]
    [InlineData(RestartMode.SaveRestore)]
    [InlineData(RestartMode.Reboot)]
    public async Task StartAsync_RunsHereAlready_SucceedsAndTouchesNothing(RestartMode mode)
    {
        _journal.Put(Cast.Vm, Cast.Heir).Save(Cast.Vm.Name);
        Assert.Equal(ScriptExit.Success, await StartAsync(mode));
        Assert.Empty(_journal.Lines);
    }

    [Theory]
    [InlineData(RestartMode.StagedCopy)]
    [InlineData(RestartMode.SaveRestore)]
    [InlineData(RestartMode.Reboot)]
    public async Task StartAsync_NothingSavedAndNobodyHoldsIt_IsCreated(RestartMode mode)
    {
        Assert.Equal(ScriptExit.Success, await StartAsync(mode));
        Assert.Equal(["create vm on heir"], _journal.Lines);
    }

    [Theory]
    [InlineData(RestartMode.StagedCopy)]
    [InlineData(RestartMode.SaveRestore)]
    [InlineData(RestartMode.Reboot)]
    public async Task StartAsync_NothingSavedButSomebodyHoldsIt_FailsWithoutASecondInstance(
        RestartMode mode
    )
    {
        _journal.Put(Cast.Vm, Cast.Third);
        Assert.Equal(ScriptExit.GenericError, await StartAsync(mode));
        Assert.Empty(_journal.Lines);
    }

    [Theory]
    [InlineData(RestartMode.StagedCopy)]
    [InlineData(RestartMode.SaveRestore)]
    [InlineData(RestartMode.Reboot)]
    public async Task StartAsync_NothingSavedAndHomeIsSilent_IsFencedBeforeItIsCreated(
        RestartMode mode
    )
    {
        _journal.Put(Cast.Vm, Cast.Home).Silence(Cast.Home);
        Assert.Equal(ScriptExit.Success, await StartAsync(mode));
        Assert.Equal(["fence home", "create vm on heir"], _journal.Lines);
    }

    [Fact]
    public async Task StartAsync_RestoreFailsForAnotherReason_NothingIsCreated()
    {
        _journal.Save(Cast.Vm.Name).RestoreError = HypervisorError.HostMemoryExhausted;
        HypervisorException exception = await Assert.ThrowsAsync<HypervisorException>(() =>
            StartAsync(RestartMode.SaveRestore)
        );
        Assert.Equal(HypervisorError.HostMemoryExhausted, exception.Error);
        Assert.Empty(_journal.Lines);
    }

    [Fact]
    public async Task StartAsync_ItsOldHostDiesWhileItsImageIsRead_IsCreatedOnceThatIsCertain()
    {
        _journal.Save(Cast.Vm.Name).Silence(Cast.Home).RestoreError =
            HypervisorError.HostUnreachable;
        Assert.Equal(ScriptExit.Success, await StartAsync(RestartMode.StagedCopy));
        Assert.Equal(["fence home", "create vm on heir"], _journal.Lines);
    }

    private StopStartScript Script(RestartMode mode) =>
        new(_journal, Cast.Directory(_journal), mode);

    private Task<ScriptExit> StopAsync(RestartMode mode) =>
        Script(mode).StopAsync(Cast.Vm.Name, Cast.Home, CancellationToken.None);

    private Task<ScriptExit> StartAsync(RestartMode mode) =>
        Script(mode).StartAsync(Cast.Vm.Name, Cast.Heir, CancellationToken.None);
}
