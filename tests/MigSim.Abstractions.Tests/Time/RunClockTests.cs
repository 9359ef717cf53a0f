using MigSim.Time;

namespace MigSim.Tests.Time;

/// <summary>The clock on a provider that is no run loop; the contracts run it on every loop.</summary>
public sealed class RunClockTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Now_MadeLater_CountsFromThen()
    {
        _time.Advance(TimeSpan.FromHours(3));
        var clock = new RunClock(_time);
        Assert.Equal(TimeSpan.Zero, clock.Now);
        _time.Advance(new TimeSpan(7));
        Assert.Equal(new TimeSpan(7), clock.Now);
        clock.BeginRun();
        Assert.Equal(TimeSpan.Zero, clock.Now);
    }

    [Fact]
    public async Task DelayAsync_FractionOfMillisecond_ArmsATimerForExactlyThat()
    {
        var clock = new RunClock(_time);
        Task wait = clock.DelayAsync(new TimeSpan(9_999), CancellationToken.None).AsTask();
        Assert.Equal([new TimeSpan(9_999)], _time.DueTimes);
        _time.Advance(new TimeSpan(9_998));
        Assert.False(wait.IsCompleted);
        _time.Advance(new TimeSpan(1));
        await wait;
    }

    [Fact]
    public async Task DelayAsync_Cancelled_ThrowsWithThatTokenAndDisarmsTheTimer()
    {
        var clock = new RunClock(_time);
        using var early = new CancellationTokenSource();
        Task wait = clock.DelayAsync(TimeSpan.FromSeconds(1), early.Token).AsTask();
        await early.CancelAsync();
        OperationCanceledException exception =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(early.Token, exception.CancellationToken);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task DelayAsync_Ended_LeavesNoTimerAndNoRegistration()
    {
        var clock = new RunClock(_time);
        using var token = new CancellationTokenSource();
        Task wait = clock.DelayAsync(TimeSpan.FromSeconds(1), token.Token).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        await wait;
        Assert.Equal(0, _time.ArmedTimers);
        await token.CancelAsync();
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task DelayAsync_ProviderHasAShorterWay_TakesIt()
    {
        var provider = new DelayingProvider();
        var clock = new RunClock(provider);
        await clock.DelayAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        await clock.DelayUntilAsync(clock.Now + TimeSpan.FromSeconds(2), CancellationToken.None);
        await clock.DelayAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)], provider.Delays);
    }

    [Fact]
    public void CreateDeadline_TimePasses_IsCancelledAtExactlyThat()
    {
        var clock = new RunClock(_time);
        using CancellationTokenSource deadline = clock.CreateDeadline(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2) - new TimeSpan(1));
        Assert.False(deadline.IsCancellationRequested);
        _time.Advance(new TimeSpan(1));
        Assert.True(deadline.IsCancellationRequested);
    }

    [Fact]
    public async Task TaskScope_ProviderKeepsALog_EveryActivityBeginsAndEnds()
    {
        var provider = new DelayingProvider();
        await using (var scope = new TaskScope(new RunClock(provider), CancellationToken.None))
        {
            await scope.Start("good", _ => Task.CompletedTask);
            Task bad = scope.Start("cancelled", _ => throw new OperationCanceledException());
            await Assert.ThrowsAsync<OperationCanceledException>(() => bad);
        }

        Assert.Equal(["+good", "-good", "+cancelled", "-cancelled"], provider.Log);
    }

    private sealed class DelayingProvider : TimeProvider, IDelaySource, IActivityLog
    {
        public List<TimeSpan> Delays { get; } = [];

        public List<string> Log { get; } = [];

        public override long GetTimestamp() => 0;

        public ValueTask DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
        {
            Delays.Add(delay);
            return ValueTask.CompletedTask;
        }

        public void Started(string activity) => Log.Add($"+{activity}");

        public void Ended(string activity) => Log.Add($"-{activity}");
    }
}
