using MigSim.Time;

namespace MigSim.Contracts;

/// <summary>What <see cref="TaskScope"/> must do on every run loop.</summary>
public abstract class TaskScopeContract
{
    protected abstract IClockFixture Fixture { get; }

    private TimeSpan Unit => Fixture.Unit;

    [Fact]
    public void WhenAllAsync_AllEnd_WaitsForTheLast() =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan begin = clock.Now;
                await using var scope = new TaskScope(clock, token);
                _ = scope.Start("long", inner => WaitAsync(clock, Unit * 2, inner));
                _ = scope.Start("short", inner => WaitAsync(clock, Unit, inner));
                await scope.WhenAllAsync();
                Assert.True(clock.Now - begin >= Unit * 2);
            }
        );

    [Fact]
    public void Start_OneFails_TheRestIsCancelledAtOnce() =>
        Fixture.Run(
            async (clock, token) =>
            {
                TimeSpan begin = clock.Now;
                bool cancelled = false;
                Exception thrown = await Calls.ThrowsAsync<FormatException>(async () =>
                {
                    await using var scope = new TaskScope(clock, token);
                    _ = scope.Start(
                        "patient",
                        async inner =>
                        {
                            try
                            {
                                await clock.DelayAsync(Unit * 1000, inner);
                            }
                            catch (OperationCanceledException)
                            {
                                cancelled = true;
                                throw;
                            }
                        }
                    );
                    _ = scope.Start("failing", inner => FailAsync(clock, Unit, "first", inner));
                    await scope.WhenAllAsync();
                });
                Assert.Equal("first", thrown.Message);
                Assert.True(cancelled);
                Assert.InRange(clock.Now - begin, Unit, Unit + Fixture.Lateness);
            }
        );

    [Fact]
    public void DisposeAsync_SeveralFail_ThrowsTheFirstInTime() =>
        Fixture.Run(
            async (clock, token) =>
            {
                Exception thrown = await Calls.ThrowsAsync<FormatException>(async () =>
                {
                    await using var scope = new TaskScope(clock, token);
                    _ = scope.Start(
                        "fails because it is cancelled",
                        async inner =>
                        {
                            try
                            {
                                await clock.DelayAsync(Unit * 1000, inner);
                            }
                            catch (OperationCanceledException)
                            {
                                throw new FormatException("second");
                            }
                        }
                    );
                    Task failing = scope.Start(
                        "fails",
                        inner => FailAsync(clock, Unit, "first", inner)
                    );
                    await Calls.ThrowsAsync<FormatException>(() => failing);
                });
                Assert.Equal("first", thrown.Message);
            }
        );

    [Fact]
    public void DisposeAsync_SomethingRuns_CancelsItAndWaitsForItsEnd() =>
        Fixture.Run(
            async (clock, token) =>
            {
                bool cleanedUp = false;
                await using (var scope = new TaskScope(clock, token))
                {
                    _ = scope.Start(
                        "with something to clean up",
                        async inner =>
                        {
                            try
                            {
                                await clock.DelayAsync(Unit * 1000, inner);
                            }
                            finally
                            {
                                await clock.DelayAsync(Unit, CancellationToken.None);
                                cleanedUp = true;
                            }
                        }
                    );
                    await clock.DelayAsync(Unit, token);
                }

                Assert.True(cleanedUp);
            }
        );

    [Fact]
    public void DisposeAsync_NothingFailed_DoesNotThrow() =>
        Fixture.Run(
            async (clock, token) =>
            {
                var scope = new TaskScope(clock, token);
                _ = scope.Start("endless", inner => WaitAsync(clock, Unit * 1000, inner));
                await scope.DisposeAsync();
            }
        );

    [Fact]
    public void DisposeAsync_Twice_IsHarmless() =>
        Fixture.Run(
            async (clock, token) =>
            {
                var scope = new TaskScope(clock, token);
                await scope.DisposeAsync();
                await scope.DisposeAsync();
            }
        );

    [Fact]
    public void DisposeAsync_AnActivityStartsAnother_WaitsForBoth() =>
        Fixture.Run(
            async (clock, token) =>
            {
                bool ended = false;
                var scope = new TaskScope(clock, token);
                _ = scope.Start(
                    "outer",
                    async inner =>
                    {
                        try
                        {
                            await clock.DelayAsync(Unit * 1000, inner);
                        }
                        finally
                        {
                            _ = scope.Start(
                                "inner",
                                async _ =>
                                {
                                    await clock.DelayAsync(Unit, CancellationToken.None);
                                    ended = true;
                                }
                            );
                        }
                    }
                );
                await scope.DisposeAsync();
                Assert.True(ended);
            }
        );

    [Fact]
    public void Start_AfterDisposal_Throws() =>
        Fixture.Run(
            async (clock, token) =>
            {
                var scope = new TaskScope(clock, token);
                await scope.DisposeAsync();
                Assert.Throws<ObjectDisposedException>(() =>
                {
                    _ = scope.Start("late", _ => Task.CompletedTask);
                });
            }
        );

    [Fact]
    public void TaskScope_OutsideTokenCancelled_EverythingEnds() =>
        Fixture.Run(
            async (clock, _) =>
            {
                TimeSpan begin = clock.Now;
                using CancellationTokenSource outside = clock.CreateDeadline(Unit);
                await using var scope = new TaskScope(clock, outside.Token);
                Task endless = scope.Start("endless", t => WaitAsync(clock, Unit * 1000, t));
                await Calls.ThrowsAsync<OperationCanceledException>(() => endless);
                Assert.InRange(clock.Now - begin, Unit, Unit + Fixture.Lateness);
            }
        );

    private static async Task WaitAsync(RunClock clock, TimeSpan wait, CancellationToken token) =>
        await clock.DelayAsync(wait, token);

    private static async Task FailAsync(
        RunClock clock,
        TimeSpan after,
        string message,
        CancellationToken token
    )
    {
        await clock.DelayAsync(after, token);
        throw new FormatException(message);
    }
}
