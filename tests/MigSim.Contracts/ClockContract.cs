using MigSim.Time;

namespace MigSim.Contracts;

/// <summary>What <see cref="RunClock"/> must do on every <see cref="TimeProvider"/>.</summary>
public abstract class ClockContract
{
    protected abstract IClockFixture Fixture { get; }

    private TimeSpan Unit => Fixture.Unit;

    // Where timers are late, two of them may be so late that they come in any order.
    private bool IsExact => Fixture.Lateness < Unit;

    [Fact]
    public void DelayAsync_OneUnit_TakesThatLong() =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan begin = clock.Now;
                await clock.DelayAsync(Unit, token);
                AssertAt(begin + Unit, clock.Now);
            }
        );

    [Theory]
    [InlineData(900)]
    [InlineData(1_900)]
    public void DelayAsync_FractionOfMillisecond_IsNotCutOff(int microseconds) =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan begin = clock.Now;
                await clock.DelayAsync(TimeSpan.FromMicroseconds(microseconds), token);
                AssertAt(begin + TimeSpan.FromMicroseconds(microseconds), clock.Now);
            }
        );

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-10_000)]
    public void DelayAsync_ZeroOrLess_HasEndedAlready(int ticks) =>
        Fixture.Run(
            async (clock, token) =>
            {
                ValueTask wait = clock.DelayAsync(new TimeSpan(ticks), token);
                Assert.True(wait.IsCompletedSuccessfully);
                await wait;
            }
        );

    [Fact]
    public void DelayAsync_SeveralAtOnce_EndInTheOrderOfTheirTimes() =>
        Fixture.Run(
            async (clock, token) =>
            {
                var ended = new List<int>();
                await using var scope = new TaskScope(clock, token);
                foreach (int units in new[] { 3, 1, 2 })
                {
                    _ = scope.Start(
                        $"{units} units",
                        async inner =>
                        {
                            await clock.DelayAsync(Unit * units, inner);
                            ended.Add(units);
                        }
                    );
                }

                await scope.WhenAllAsync();
                Assert.Equal([1, 2, 3], IsExact ? ended : ended.Order());
            }
        );

    [Fact]
    public void DelayAsync_CancelledMeanwhile_EndsEarly() =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan begin = clock.Now;
                using CancellationTokenSource early = clock.CreateDeadline(Unit);
                await Calls.ThrowsAsync<OperationCanceledException>(async () =>
                    await clock.DelayAsync(Unit * 1000, early.Token)
                );
                AssertAt(begin + Unit, clock.Now);
            }
        );

    [Fact]
    public void DelayAsync_CancelledBefore_Throws() =>
        Fixture.Run(
            async (clock, _) =>
            {
                var cancelled = new CancellationToken(canceled: true);
                await Calls.ThrowsAsync<OperationCanceledException>(async () =>
                    await clock.DelayAsync(Unit, cancelled)
                );
                await Calls.ThrowsAsync<OperationCanceledException>(async () =>
                    await clock.DelayAsync(TimeSpan.Zero, cancelled)
                );
            }
        );

    [Fact]
    public void DelayUntilAsync_LaterTime_EndsThen() =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan due = clock.Now + Unit;
                await clock.DelayUntilAsync(due, token);
                AssertAt(due, clock.Now);
            }
        );

    [Fact]
    public void DelayUntilAsync_PastTime_HasEndedAlready() =>
        Fixture.Run(
            async (clock, token) =>
            {
                await clock.DelayAsync(Unit, token);
                ValueTask wait = clock.DelayUntilAsync(clock.Now - (Unit / 2), token);
                Assert.True(wait.IsCompletedSuccessfully);
                await wait;
            }
        );

    [Fact]
    public void TicksAsync_ConsumerTakesTime_LatenessDoesNotAddUp() =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan begin = clock.Now;
                int ticks = 0;
                await foreach (TimeSpan due in clock.TicksAsync(Unit, token))
                {
                    ticks++;
                    AssertAt(begin + (Unit * ticks), due);
                    AssertAt(due, clock.Now);
                    if (ticks == 5)
                    {
                        break;
                    }

                    await clock.DelayAsync(Unit / 4, token);
                }
            }
        );

    [Fact]
    public void TicksAsync_ConsumerMissesTicks_GetsThemAtOnce() =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan begin = clock.Now;
                var dues = new List<TimeSpan>();
                await foreach (TimeSpan due in clock.TicksAsync(Unit, token))
                {
                    dues.Add(due);
                    if (dues.Count == 4)
                    {
                        break;
                    }

                    if (dues.Count == 1)
                    {
                        // Until after the third tick was due.
                        await clock.DelayUntilAsync(due + (Unit * 2.5), token);
                    }
                }

                Assert.Equal([Unit, Unit, Unit], dues.Zip(dues.Skip(1), (a, b) => b - a));
                AssertAt(dues[3], clock.Now);
                AssertAt(begin + (Unit * 4), dues[3]);
            }
        );

    [Fact]
    public void TicksAsync_NoPeriod_Throws() =>
        Fixture.Run(
            async (clock, token) =>
            {
                await Calls.ThrowsAsync<ArgumentOutOfRangeException>(() =>
                    Calls.TakeAsync(clock.TicksAsync(TimeSpan.Zero, token), 1)
                );
            }
        );

    [Fact]
    public void TicksAsync_Cancelled_Throws() =>
        Fixture.Run(
            async (clock, _) =>
            {
                using CancellationTokenSource early = clock.CreateDeadline(Unit * 1.5);
                var seen = 0;
                await Calls.ThrowsAsync<OperationCanceledException>(async () =>
                {
                    await foreach (TimeSpan due in clock.TicksAsync(Unit, early.Token))
                    {
                        seen++;
                    }
                });
                Assert.True(!IsExact || seen == 1);
            }
        );

    [Fact]
    public void CreateDeadline_TimePasses_IsCancelledThen() =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan begin = clock.Now;
                TimeSpan? at = null;
                using CancellationTokenSource deadline = clock.CreateDeadline(Unit);
                using CancellationTokenRegistration registration = deadline.Token.Register(() =>
                    at = clock.Now
                );
                while (at is null && clock.Now <= begin + Unit + Fixture.Lateness)
                {
                    await clock.DelayAsync(Unit, token);
                }

                Assert.NotNull(at);
                AssertAt(begin + Unit, at.Value);
            }
        );

    [Fact]
    public void CreateDeadline_Disposed_IsNeverCancelled() =>
        Fixture.Run(
            async (clock, token) =>
            {
                CancellationTokenSource deadline = clock.CreateDeadline(Unit);
                CancellationToken late = deadline.Token;
                deadline.Dispose();
                await clock.DelayAsync(Unit * 2, token);
                Assert.False(late.IsCancellationRequested);
            }
        );

    [Fact]
    public void BeginRun_Later_CountsAnew() =>
        Fixture.Run(
            async (clock, token) =>
            {
                await clock.DelayAsync(Unit, token);
                clock.BeginRun();
                AssertAt(TimeSpan.Zero, clock.Now);
                await clock.DelayUntilAsync(Unit, token);
                AssertAt(Unit, clock.Now);
            }
        );

    private void AssertAt(TimeSpan due, TimeSpan at) =>
        Assert.InRange(at, due, due + Fixture.Lateness);
}
