using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Faults;
using MigSim.Virtualization;

namespace MigSim.Contracts;

/// <summary>What every <see cref="IResourceScript"/> must do, however it moves a machine.</summary>
public abstract class ResourceScriptContract
{
    protected abstract ITestbedFixture Fixture { get; }

    private VmName Vm => Fixture.Machines[0].Name;

    private HostName Home => Fixture.Hosts[0];

    private HostName Heir => Fixture.Hosts[1];

    private ImmutableArray<HostName> Hosts => Fixture.Hosts;

    /// <summary>Makes the script under test; it moves the fixture's machines.</summary>
    protected abstract IResourceScript CreateScript(Testbed bed);

    [Fact]
    public void StatusAsync_Nowhere_NotRunning() =>
        RunScript(
            async (bed, script) =>
                Assert.Equal(ScriptExit.NotRunning, await script.StatusAsync(Vm, Home, bed.Token))
        );

    [Fact]
    public void StartAsync_Nowhere_RunsThere() =>
        RunScript(
            async (bed, script) =>
            {
                Assert.Equal(ScriptExit.Success, await script.StartAsync(Vm, Home, bed.Token));
                Assert.Equal([Home], await bed.RunsOnAsync(Vm, Hosts));
                Assert.Equal(ScriptExit.Success, await script.StatusAsync(Vm, Home, bed.Token));
                Assert.Equal(ScriptExit.NotRunning, await script.StatusAsync(Vm, Heir, bed.Token));
            }
        );

    [Fact]
    public void StartAsync_RunsThereAlready_SucceedsAndChangesNothing() =>
        RunScript(
            async (bed, script) =>
            {
                await script.StartAsync(Vm, Home, bed.Token);
                Sightings seen = await bed.WatchWhileAsync(
                    Fixture,
                    Vm,
                    async () =>
                    {
                        Assert.Equal(
                            ScriptExit.Success,
                            await script.StartAsync(Vm, Home, bed.Token)
                        );
                        await bed.WaitAsync(Fixture.Watch * 3);
                    }
                );
                Assert.Equal([Home], seen.Places);
                Assert.Equal(0, seen.Nowhere);
            }
        );

    [Fact]
    public void StopAsync_DoesNotRunThere_Succeeds() =>
        RunScript(
            async (bed, script) =>
            {
                await script.StartAsync(Vm, Home, bed.Token);
                Assert.Equal(ScriptExit.Success, await script.StopAsync(Vm, Heir, bed.Token));
                Assert.Equal([Home], await bed.RunsOnAsync(Vm, Hosts));
            }
        );

    [Fact]
    public void StartAsync_StoppedAtHome_RunsAtTheHeirAndNeverTwice() =>
        RunScript(
            async (bed, script) =>
            {
                await script.StartAsync(Vm, Home, bed.Token);
                Sightings seen = await bed.WatchWhileAsync(
                    Fixture,
                    Vm,
                    async () =>
                    {
                        await bed.WaitAsync(Fixture.Watch * 2);
                        Assert.Equal(
                            ScriptExit.Success,
                            await script.StopAsync(Vm, Home, bed.Token)
                        );
                        Assert.Equal(
                            ScriptExit.Success,
                            await script.StartAsync(Vm, Heir, bed.Token)
                        );
                        await bed.WaitAsync(Fixture.Watch * 2);
                    }
                );
                Assert.Equal([Home, Heir], seen.Places);
                Assert.Equal([Heir], await bed.RunsOnAsync(Vm, Hosts));
                Assert.Equal(ScriptExit.Success, await script.StatusAsync(Vm, Heir, bed.Token));
            }
        );

    [Fact]
    public void StartAsync_HomeCrashed_RunsAtTheHeir() =>
        RunScript(
            async (bed, script) =>
            {
                await script.StartAsync(Vm, Home, bed.Token);
                await bed.Faults.InjectAsync(new Fault.HostCrash(Home), bed.Token);
                Assert.Equal(ScriptExit.Success, await script.StartAsync(Vm, Heir, bed.Token));
                Assert.Equal([Heir], await bed.RunsOnAsync(Vm, Hosts));
            }
        );

    [Fact]
    public void StartAsync_ThereAndBack_RunsAtHomeAgain() =>
        RunScript(
            async (bed, script) =>
            {
                await script.StartAsync(Vm, Home, bed.Token);
                foreach ((HostName from, HostName to) in new[] { (Home, Heir), (Heir, Home) })
                {
                    Assert.Equal(ScriptExit.Success, await script.StopAsync(Vm, from, bed.Token));
                    Assert.Equal(ScriptExit.Success, await script.StartAsync(Vm, to, bed.Token));
                    Assert.Equal([to], await bed.RunsOnAsync(Vm, Hosts));
                }
            }
        );

    [Fact]
    public void AnyVerb_UnknownMachine_TouchesNothing() =>
        RunScript(
            async (bed, script) =>
            {
                await script.StartAsync(Vm, Home, bed.Token);
                var unknown = new VmName("no-such-machine");
                Assert.Equal(
                    ScriptExit.NotRunning,
                    await script.StatusAsync(unknown, Home, bed.Token)
                );
                await Calls.ThrowsAsync<ArgumentException>(() =>
                    script.StartAsync(unknown, Heir, bed.Token)
                );
                Assert.Equal([Home], await bed.RunsOnAsync(Vm, Hosts));
            }
        );

    private void RunScript(Func<Testbed, IResourceScript, Task> body) =>
        Fixture.Run(bed => body(bed, CreateScript(bed)));
}
