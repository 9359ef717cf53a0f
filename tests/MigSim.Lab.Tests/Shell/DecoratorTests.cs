using System.Runtime.CompilerServices;
using MigSim.Kernel;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tests.Shell;

public sealed class DecoratorTests
{
    private static readonly RemoteCommand Question = new("xl", ["list"], TimeSpan.FromSeconds(5))
    {
        IsIdempotent = true,
    };

    private static readonly RemoteCommand Action = Question with { IsIdempotent = false };

    [Fact]
    public void Replay_WhatWasRecorded_IsTheSame() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                using var writer = new StringWriter();
                var real = new RecordingShell(new LocalShell(clock, new()), writer);
                RemoteCommand command = ShellTest.Sh("echo 'a\"b'; echo é >&2; exit 3");
                RemoteCommand stream = command with { ExpectedExitCodes = [3] };
                ShellResult result = await real.ExecuteAsync(ShellTest.Host, command, token);
                List<ShellLine> lines = await ShellTest.ReadAsync(
                    real.StreamAsync(ShellTest.Host, stream, token)
                );
                ShellException error = await ShellTest.ThrowsAsync<ShellException>(() =>
                    ShellTest.ReadAsync(real.StreamAsync(ShellTest.Host, command, token))
                );

                var replay = new ReplayShell(new StringReader(writer.ToString()));
                Assert.Equal(3, replay.RemainingCount);
                Assert.Equal(result, await replay.ExecuteAsync(ShellTest.Host, command, token));
                Assert.Equal(
                    lines,
                    await ShellTest.ReadAsync(replay.StreamAsync(ShellTest.Host, stream, token))
                );
                ShellException again = await ShellTest.ThrowsAsync<ShellException>(() =>
                    ShellTest.ReadAsync(replay.StreamAsync(ShellTest.Host, command, token))
                );
                Assert.Equal((error.Error, error.ExitCode), (again.Error, again.ExitCode));
                Assert.Equal(0, replay.RemainingCount);
            }
        );

    [Fact]
    public void Replay_LongData_IsTheSameAndNotKept() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                using var writer = new StringWriter();
                var real = new RecordingShell(new LocalShell(clock, new()), writer);
                RemoteCommand command = ShellTest.Sh("echo ${#1}", new string('a', 50_000));
                await real.ExecuteAsync(ShellTest.Host, command, token);
                Assert.InRange(writer.ToString().Length, 1, 2000);

                var replay = new ReplayShell(new StringReader(writer.ToString()));
                ShellResult again = await replay.ExecuteAsync(ShellTest.Host, command, token);
                Assert.Equal("50000\n", again.StandardOutput);
                RemoteCommand other = ShellTest.Sh("echo ${#1}", new string('b', 50_000));
                await ShellTest.ThrowsAsync<ShellException>(() =>
                    replay.ExecuteAsync(ShellTest.Host, other, token)
                );
            }
        );

    [Fact]
    public void Replay_NotRecorded_IsAClearError() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                using var writer = new StringWriter();
                var real = new RecordingShell(new LocalShell(clock, new()), writer);
                RemoteCommand command = ShellTest.Sh("true");
                await real.ExecuteAsync(ShellTest.Host, command, token);
                string recorded = writer.ToString();
                var replay = new ReplayShell(new StringReader(recorded));
                await replay.ExecuteAsync(ShellTest.Host, command, token);
                foreach (RemoteCommand unknown in new[] { command, ShellTest.Sh("false") })
                {
                    ShellException error = await ShellTest.ThrowsAsync<ShellException>(() =>
                        replay.ExecuteAsync(ShellTest.Host, unknown, token)
                    );
                    Assert.Equal(ShellError.NotRecorded, error.Error);
                }

                // The recording broke off before the end.
                replay = new ReplayShell(new StringReader(recorded.Split('\n')[0]));
                ShellException broken = await ShellTest.ThrowsAsync<ShellException>(() =>
                    replay.ExecuteAsync(ShellTest.Host, command, token)
                );
                Assert.Contains("broke off", broken.Reason, StringComparison.Ordinal);
            }
        );

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"run":1,"kind":"End"}""")]
    [InlineData(
        "{\"run\":1,\"kind\":\"Stream\",\"host\":\"a\",\"program\":\"b\"}\n{\"run\":1,\"kind\":\"Line\"}"
    )]
    public void Replay_NoRecording_Throws(string text) =>
        Assert.Throws<TranscriptException>(() => new ReplayShell(new StringReader(text)));

    [Fact]
    public void Replay_RecordedCancellation_WaitsForOne() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                using var writer = new StringWriter();
                var real = new RecordingShell(new LocalShell(clock, new()), writer);
                RemoteCommand command = ShellTest.Sh("echo ready; sleep 60");
                await CancelAsync(real);
                await CancelAsync(new ReplayShell(new StringReader(writer.ToString())));

                async Task CancelAsync(IRemoteShell shell)
                {
                    using var soon = clock.CreateDeadline(TimeSpan.FromSeconds(0.5));
                    await ShellTest.ThrowsAsync<OperationCanceledException>(() =>
                        ShellTest.ReadAsync(shell.StreamAsync(ShellTest.Host, command, soon.Token))
                    );
                    Assert.False(token.IsCancellationRequested);
                }
            }
        );

    [Theory]
    [InlineData(2, ShellError.HostUnreachable, true, 3)]
    [InlineData(3, ShellError.HostUnreachable, true, -3)]
    [InlineData(1, ShellError.HostUnreachable, false, -1)]
    [InlineData(1, ShellError.TimedOut, true, -1)]
    public void Retry_Failures_AreRetriedIfThatIsHarmless(
        int failures,
        ShellError error,
        bool isIdempotent,
        int expected
    )
    {
        var loop = new SimulationLoop(new SimulationOptions { Seed = 1 });
        loop.Run(
            async token =>
            {
                var clock = new RunClock(loop.Time);
                RemoteCommand command = isIdempotent ? Question : Action;
                var failing = new FailingShell(failures, error);
                var shell = new RetryingShell(failing, clock, new RetryOptions());
                await TryAsync(() => shell.ExecuteAsync(ShellTest.Host, command, token));
                Assert.Equal(Math.Abs(expected), failing.Calls);
                Assert.Equal(TimeSpan.FromSeconds(failing.Calls - 1), clock.Now);

                failing = new FailingShell(failures, error);
                shell = new RetryingShell(failing, clock, new RetryOptions());
                await TryAsync(async () =>
                {
                    List<ShellLine> lines = await ShellTest.ReadAsync(
                        shell.StreamAsync(ShellTest.Host, command, token)
                    );
                    Assert.Equal(["one", "two"], lines.Select(line => line.Text));
                });
                Assert.Equal(Math.Abs(expected), failing.Calls);
            },
            CancellationToken.None
        );

        Task TryAsync(Func<Task> call) =>
            expected > 0 ? call() : ShellTest.ThrowsAsync<ShellException>(call);
    }

    private sealed class FailingShell(int failures, ShellError error) : IRemoteShell
    {
        public int Calls { get; private set; }

        public Task<ShellResult> ExecuteAsync(
            HostName host,
            RemoteCommand command,
            CancellationToken cancellationToken
        ) =>
            ++Calls <= failures
                ? throw new ShellException(error, host, command, "no")
                : Task.FromResult(new ShellResult(0, "", "", TimeSpan.Zero, TimeSpan.Zero));

        public async IAsyncEnumerable<ShellLine> StreamAsync(
            HostName host,
            RemoteCommand command,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await ExecuteAsync(host, command, cancellationToken);
            yield return new(TimeSpan.Zero, "one");
            yield return new(TimeSpan.Zero, "two");
        }
    }
}
