using MigSim.Measurement;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.Contracts;

/// <summary>What <see cref="IBalloonServer"/> and <see cref="ILoadGenerator"/> must do.</summary>
public abstract class WebContract
{
    private const int StepsMax = 5;

    protected abstract IWebFixture Fixture { get; }

    private DataSize Step => Fixture.Server.Profile.Step;

    [Fact]
    public void RunAsync_ServerListens_EveryConnectionIsAnswered() =>
        RunStarted(async bed =>
        {
            LoadReport report = await bed.Load.RunAsync(Load("mem", 30), bed.Token);
            Assert.Equal((30, 30, 30), (report.Connections, report.Requests, report.Replies));
            Assert.Equal(0, report.Errors.Total);
            Assert.Equal(0, report.Refusals);
            Assert.NotNull(report.ConnectionTime);
            Assert.InRange(report.ConnectionTime.Minimum, 1e-6, report.ConnectionTime.Maximum);
            Assert.InRange(report.Duration.TotalSeconds, 0.25, 3);
        });

    [Fact]
    public void RunAsync_SeveralCalls_AreOnTheSameConnection() =>
        RunStarted(async bed =>
        {
            LoadSpec load = Load("mem", 10) with { CallsPerConnection = 4 };
            LoadReport report = await bed.Load.RunAsync(load, bed.Token);
            Assert.Equal((10, 40, 40), (report.Connections, report.Requests, report.Replies));
        });

    [Fact]
    public void RunAsync_NobodyListens_ConnectionsAreRefused() =>
        Fixture.Run(async bed =>
        {
            LoadReport report = await bed.Load.RunAsync(Load("mem", 10), bed.Token);
            Assert.Equal((10, 0), (report.Connections, report.Replies));
            Assert.Equal(10, report.Errors.ConnectionsRefused);
            Assert.Equal(10, report.Errors.Total);
            Assert.Null(report.ConnectionTime);
            Assert.Null(report.ResponseTime);
        });

    [Fact]
    public void ReadAsync_MemoryIsAskedFor_GrowsAndShrinksByAStep() =>
        RunStarted(async bed =>
        {
            Assert.Equal(DataSize.Zero, await bed.Server.ReadAsync(bed.Token));
            await bed.Load.RunAsync(Load("increase_mem", 3), bed.Token);
            Assert.Equal(3 * Step.Bytes, (await bed.Server.ReadAsync(bed.Token)).Bytes);
            await bed.Load.RunAsync(Load("decrease_mem", 2), bed.Token);
            Assert.Equal(Step, await bed.Server.ReadAsync(bed.Token));
        });

    [Fact]
    public void RunAsync_MoreMemoryThanAllowed_IsRefusedAndCounted() =>
        RunStarted(async bed =>
        {
            LoadReport report = await bed.Load.RunAsync(
                Load("increase_mem", StepsMax + 2),
                bed.Token
            );
            Assert.Equal(StepsMax + 2, report.Replies);
            Assert.Equal(2, report.Refusals);
            Assert.Equal(StepsMax * Step.Bytes, (await bed.Server.ReadAsync(bed.Token)).Bytes);
        });

    [Fact]
    public void RunAsync_LessMemoryThanNone_IsRefusedAndCounted() =>
        RunStarted(async bed =>
        {
            LoadReport report = await bed.Load.RunAsync(Load("decrease_mem", 1), bed.Token);
            Assert.Equal((1, 1), (report.Replies, report.Refusals));
            Assert.Equal(DataSize.Zero, await bed.Server.ReadAsync(bed.Token));
        });

    [Fact]
    public void AccessAsync_MoreMemory_TakesLonger() =>
        RunStarted(async bed =>
        {
            await bed.Load.RunAsync(Load("increase_mem", 1), bed.Token);
            SampleSummary little = await bed.Server.AccessAsync(50, bed.Token);
            await bed.Load.RunAsync(Load("increase_mem", 4), bed.Token);
            SampleSummary much = await bed.Server.AccessAsync(50, bed.Token);
            Assert.InRange(little.Minimum, 1e-7, little.Maximum);
            Assert.True(much.Minimum > 1.5 * little.Minimum, $"{much} against {little}");
        });

    [Fact]
    public void StopAsync_InTheMiddleOfALoad_TheRestFailsUntilItIsBack() =>
        RunStarted(async bed =>
        {
            LoadSpec load = Load("mem", 100) with { ConnectionsPerSecond = 50 };
            await using var scope = new TaskScope(bed.Clock, bed.Token);
            LoadReport? report = null;
            Task loading = scope.Start(
                "load",
                async token => report = await bed.Load.RunAsync(load, token)
            );
            await bed.Clock.DelayAsync(TimeSpan.FromSeconds(0.7), bed.Token);
            await bed.Server.StopAsync(bed.Token);
            await bed.Clock.DelayAsync(TimeSpan.FromSeconds(0.4), bed.Token);
            await bed.Server.StartAsync(Fixture.Server, bed.Token);
            await loading;
            Assert.InRange(report!.Replies, 20, 95);
            Assert.InRange(
                report.Errors.ConnectionsRefused + report.Errors.ConnectionsReset,
                1,
                80
            );
            Assert.Equal(100, report.Replies + report.Errors.Total);
        });

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(10, 0, 1)]
    [InlineData(10, 1, 0)]
    public void RunAsync_NoLoadAtAll_IsRefused(double rate, int calls, int connections) =>
        RunStarted(async bed =>
        {
            LoadSpec load = Load("mem", connections) with
            {
                ConnectionsPerSecond = rate,
                CallsPerConnection = calls,
            };
            await Assert.ThrowsAnyAsync<ArgumentException>(() =>
                bed.Load.RunAsync(load, bed.Token)
            );
        });

    private LoadSpec Load(string page, int connections) =>
        new(
            Fixture.Client,
            Fixture.Server.Page(page),
            100,
            1,
            connections,
            TimeSpan.FromSeconds(2)
        );

    private void RunStarted(Func<WebBed, Task> body) =>
        Fixture.Run(async bed =>
        {
            await bed.Server.StartAsync(Fixture.Server, bed.Token);
            await body(bed);
            await bed.Server.StopAsync(bed.Token);
        });
}
