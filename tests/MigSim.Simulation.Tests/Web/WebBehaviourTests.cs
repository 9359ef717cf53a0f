using Microsoft.Extensions.DependencyInjection;
using MigSim.Contracts;
using MigSim.Faults;
using MigSim.Measurement;
using MigSim.Simulation.Tests.Contracts;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Simulation.Tests.Web;

/// <summary>What users of a web server notice when it is busy, moves or dies.</summary>
public sealed class WebBehaviourTests
{
    private const double CapacityPerSecond = 1000;

    [Fact]
    public void Overload_TwiceTheCapacity_ServesTheCapacityAndTheRestTimesOut() =>
        RunOnMachine(
            async (run, bed) =>
            {
                LoadReport report = await bed.Load.RunAsync(
                    Load(2 * CapacityPerSecond, 6000),
                    bed.Token
                );
                double served = report.Replies / report.Duration.TotalSeconds;
                Assert.InRange(report.Replies, 2900, 4600);
                Assert.True(served < 1.01 * CapacityPerSecond, $"{served} a second");
                Assert.Equal(6000, report.Replies + report.Errors.ClientTimeouts);
            }
        );

    [Fact]
    public void BelowCapacity_EvenlySpaced_NobodyWaits() =>
        RunOnMachine(
            async (run, bed) =>
            {
                LoadReport report = await bed.Load.RunAsync(
                    Load(0.5 * CapacityPerSecond, 1000),
                    bed.Token
                );
                Assert.Equal(0, report.Errors.Total);
                Assert.InRange(report.ConnectionTime!.Maximum, 0.001, 0.0016);
            }
        );

    [Fact]
    public void LiveMigration_OneConnectionEvery10Milliseconds_NoneFailsAndSomeWait() =>
        RunOnMachine(
            async (run, bed) =>
            {
                var hypervisor = run.GetRequiredService<IHypervisor>();
                (LoadReport report, MigrationReport migration) = await DuringAsync(
                    bed,
                    token =>
                        hypervisor.MigrateAsync(
                            new MigrationRequest(
                                WebTestbed.Machine.Name,
                                WebTestbed.Home,
                                WebTestbed.Other,
                                MigrationMode.PreCopy,
                                TimeSpan.FromMinutes(1)
                            ),
                            token
                        )
                );
                Assert.Equal(MigrationStatus.Completed, migration.Status);
                Assert.Equal(0, report.Errors.Total);
                Assert.Equal(600, report.Replies);

                // Who asks while the guest stands still asks again after a second.
                double stopped = migration.Downtime!.Value.TotalMilliseconds / 10;
                int waited = report.Samples!.Value.Count(sample =>
                    sample.Duration > TimeSpan.FromMilliseconds(100)
                );
                Assert.InRange(waited, stopped - 3, stopped + 3);
                Assert.InRange(report.ConnectionTime!.Maximum, 1, 1.3);
            }
        );

    [Fact]
    public void LiveMigration_ServerWithMemory_KeepsIt() =>
        RunOnMachine(
            async (run, bed) =>
            {
                await bed.Load.RunAsync(Load(100, 2, "increase_mem"), bed.Token);
                await run.GetRequiredService<IHypervisor>()
                    .MigrateAsync(
                        new MigrationRequest(
                            WebTestbed.Machine.Name,
                            WebTestbed.Home,
                            WebTestbed.Other,
                            MigrationMode.PreCopy,
                            TimeSpan.FromMinutes(1)
                        ),
                        bed.Token
                    );
                Assert.Equal(
                    2 * WebTestbed.Profile.Step.Bytes,
                    (await bed.Server.ReadAsync(bed.Token)).Bytes
                );
            }
        );

    [Fact]
    public void Reboot_ConnectionsAreOpen_AreResetAndTheMemoryIsGone() =>
        RunOnMachine(
            async (run, bed) =>
            {
                var hypervisor = run.GetRequiredService<IHypervisor>();
                await bed.Load.RunAsync(Load(100, 2, "increase_mem"), bed.Token);

                // Long connections, so that some are open when the machine goes.
                LoadSpec load = Load(100, 100) with
                {
                    CallsPerConnection = 200,
                };
                await using var scope = new TaskScope(bed.Clock, bed.Token);
                LoadReport? report = null;
                Task loading = scope.Start(
                    "load",
                    async token => report = await bed.Load.RunAsync(load, token)
                );
                await bed.Clock.DelayAsync(TimeSpan.FromMilliseconds(500), bed.Token);
                await hypervisor.DestroyAsync(WebTestbed.Machine.Name, WebTestbed.Home, bed.Token);
                await hypervisor.CreateAsync(WebTestbed.Machine, WebTestbed.Home, bed.Token);
                await loading;
                Assert.InRange(report!.Errors.ConnectionsReset, 1, 20);
                Assert.Equal(0, (await bed.Server.ReadAsync(bed.Token)).Bytes);
            }
        );

    [Fact]
    public void HostCrash_InTheMiddle_TheRestTimesOut() =>
        RunOnMachine(
            async (run, bed) =>
            {
                (LoadReport report, _) = await DuringAsync(
                    bed,
                    async token =>
                    {
                        await bed.Clock.DelayAsync(TimeSpan.FromSeconds(2), token);
                        return await run.GetRequiredService<IFaultInjector>()
                            .InjectAsync(new Fault.HostCrash(WebTestbed.Home), token);
                    }
                );
                Assert.InRange(report.Replies, 195, 201);
                Assert.Equal(600 - report.Replies, report.Errors.ClientTimeouts);
            }
        );

    [Fact]
    public void HostMetrics_ServerWorks_ItsProcessorTimeIsTheGuests() =>
        RunOnMachine(
            async (run, bed) =>
            {
                var metrics = run.GetRequiredService<IHostMetrics>();
                await using var scope = new TaskScope(bed.Clock, bed.Token);
                Task loading = scope.Start(
                    "load",
                    token => bed.Load.RunAsync(Load(300, 1500), token)
                );
                HostSample? sample = null;
                await foreach (
                    HostSample next in metrics.SampleAsync(
                        WebTestbed.Home,
                        TimeSpan.FromSeconds(2),
                        bed.Token
                    )
                )
                {
                    sample = next;
                    break;
                }

                // 300 requests of 1 ms, beside the workload's own share; four packets a connection.
                double own = WebTestbed.Machine.Workload.CpuShare;
                Assert.Equal(own + 0.3, sample!.Domains[1].CpuUtilization, 0.005);
                Assert.Equal(300 * 4 * 10e-6, sample.Domains[0].CpuUtilization, 0.001);
                await loading;
            }
        );

    private static LoadSpec Load(double rate, int connections, string page = "mem") =>
        new(
            SmallPlatform.Storage,
            WebTestbed.OnMachine.Page(page),
            rate,
            1,
            connections,
            TimeSpan.FromSeconds(2)
        );

    private static async Task<(LoadReport Report, T Other)> DuringAsync<T>(
        WebBed bed,
        Func<CancellationToken, Task<T>> act
    )
    {
        await using var scope = new TaskScope(bed.Clock, bed.Token);
        LoadReport? report = null;
        Task loading = scope.Start(
            "load",
            async token => report = await bed.Load.RunAsync(Load(100, 600), token)
        );
        T result = await act(bed.Token);
        await loading;
        return (report!, result);
    }

    private static void RunOnMachine(Func<IServiceProvider, WebBed, Task> body) =>
        WebTestbed.Run(
            async (run, token) =>
            {
                await run.GetRequiredService<IHypervisor>()
                    .CreateAsync(WebTestbed.Machine, WebTestbed.Home, token);
                WebBed bed = WebTestbed.Bed(run, token);
                await bed.Clock.DelayAsync(TimeSpan.FromMilliseconds(5), token);
                await bed.Server.StartAsync(WebTestbed.OnMachine, token);
                await body(run, bed);
                await bed.Server.StopAsync(token);
            }
        );
}
