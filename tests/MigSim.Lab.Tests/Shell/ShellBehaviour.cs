using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tests.Shell;

/// <summary>What every shell that runs real processes must do.</summary>
public abstract class ShellBehaviour
{
    [Fact]
    public void ExecuteAsync_EndsByItself_HasOutputErrorsAndExitCode() =>
        RunTest(
            async (shell, clock, token) =>
            {
                TimeSpan before = clock.Now;
                ShellResult result = await shell.ExecuteAsync(
                    ShellTest.Host,
                    ShellTest.Sh("echo out; echo err >&2; exit 3"),
                    token
                );
                Assert.Equal(
                    (3, "out\n", "err\n"),
                    (result.ExitCode, result.StandardOutput, result.StandardError)
                );
                Assert.InRange(result.StartedAt, before, clock.Now);
                Assert.InRange(result.Duration, TimeSpan.Zero, clock.Now - before);
            }
        );

    [Fact]
    public void ExecuteAsync_OddArguments_ArriveUnchanged() =>
        RunTest(
            async (shell, _, token) =>
            {
                string[] words =
                [
                    "",
                    "-n",
                    "a b",
                    "'",
                    "\"",
                    "$HOME",
                    "`id`",
                    "x\ny",
                    "é€",
                    "*",
                    "\\",
                ];
                ShellResult result = await shell.ExecuteAsync(
                    ShellTest.Host,
                    new("printf", ["%s|", .. words], TimeSpan.FromSeconds(30)),
                    token
                );
                Assert.Equal(string.Join('|', words) + "|", result.StandardOutput);
            }
        );

    [Theory]
    [InlineData(255)]
    [InlineData(254)]
    [InlineData(1)]
    public void ExecuteAsync_AnyExitCode_IsTheCommandsOwn(int code) =>
        RunTest(
            async (shell, _, token) =>
            {
                ShellResult result = await shell.ExecuteAsync(
                    ShellTest.Host,
                    ShellTest.Sh("echo why >&2; exit $1", $"{code}"),
                    token
                );
                Assert.Equal((code, "why\n"), (result.ExitCode, result.StandardError));
                ShellException error = await ShellTest.ThrowsAsync<ShellException>(() =>
                    ShellTest.ReadAsync(
                        shell.StreamAsync(
                            ShellTest.Host,
                            ShellTest.Sh("echo why >&2; exit $1", $"{code}"),
                            token
                        )
                    )
                );
                Assert.Equal((ShellError.CommandFailed, code), (error.Error, error.ExitCode));
                Assert.Contains("why", error.Reason, StringComparison.Ordinal);
            }
        );

    [Fact]
    public void ExecuteAsync_NoSuchProgram_Is127() =>
        RunTest(
            async (shell, _, token) =>
            {
                ShellResult result = await shell.ExecuteAsync(
                    ShellTest.Host,
                    new("migsim-no-such-program", [], TimeSpan.FromSeconds(30)),
                    token
                );
                Assert.Equal(127, result.ExitCode);
            }
        );

    [Fact]
    public void ExecuteAsync_ReadsInput_FindsNone() =>
        RunTest(
            async (shell, _, token) =>
            {
                ShellResult result = await shell.ExecuteAsync(
                    ShellTest.Host,
                    new("cat", [], TimeSpan.FromSeconds(30)),
                    token
                );
                Assert.Equal((0, ""), (result.ExitCode, result.StandardOutput));
            }
        );

    [Fact]
    public void ExecuteAsync_MuchOutput_ArrivesWhole() =>
        RunTest(
            async (shell, _, token) =>
            {
                ShellResult result = await shell.ExecuteAsync(
                    ShellTest.Host,
                    new("seq", ["200000"], TimeSpan.FromSeconds(30)),
                    token
                );
                Assert.Equal(200_000, result.StandardOutput.Count(c => c == '\n'));
                Assert.EndsWith("\n200000\n", result.StandardOutput, StringComparison.Ordinal);
            }
        );

    [Fact]
    public void StreamAsync_Lines_ComeAsTheyArePrinted() =>
        RunTest(
            async (shell, _, token) =>
            {
                List<ShellLine> lines = await ShellTest.ReadAsync(
                    shell.StreamAsync(
                        ShellTest.Host,
                        ShellTest.Sh(
                            @"echo one; sleep 0.3; echo two >&2; sleep 0.3; printf 'three\r\nfour'"
                        ),
                        token
                    )
                );
                Assert.Equal(
                    [
                        ("one", ShellSource.Output),
                        ("two", ShellSource.Error),
                        ("three", ShellSource.Output),
                        ("four", ShellSource.Output),
                    ],
                    lines.Select(line => (line.Text, line.Source))
                );
                Assert.True(lines[2].At - lines[0].At >= TimeSpan.FromSeconds(0.5));
            }
        );

    [Fact]
    public void ExecuteAsync_TooSlow_TimesOutAndNothingIsLeft() =>
        RunTest(
            async (shell, clock, token) =>
            {
                string marker = NewMarker();
                TimeSpan before = clock.Now;
                RemoteCommand command = new("sleep", [marker], TimeSpan.FromSeconds(1));
                ShellException error = await ShellTest.ThrowsAsync<ShellException>(() =>
                    shell.ExecuteAsync(ShellTest.Host, command, token)
                );
                Assert.Equal(ShellError.TimedOut, error.Error);
                Assert.True(clock.Now - before >= TimeSpan.FromSeconds(1));
                Assert.Equal(0, ShellTest.CountProcesses(marker));
            }
        );

    [Theory]
    [InlineData("sleep $1 & sh -c 'sleep $1 & exit' sh $1; echo ready; exec sleep $1", 3)]
    [InlineData("trap '' TERM; sleep $1 & echo ready; wait; sleep $1", 2)]
    public void StreamAsync_CancelledOrLeft_NoChildIsLeft(string script, int count) =>
        RunTest(
            async (shell, clock, token) =>
            {
                string marker = NewMarker();
                using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(token);
                await ShellTest.ThrowsAsync<OperationCanceledException>(async () =>
                {
                    await foreach (
                        ShellLine line in shell.StreamAsync(
                            ShellTest.Host,
                            ShellTest.Sh(script, marker),
                            cancelled.Token
                        )
                    )
                    {
                        if (line.Source == ShellSource.Error)
                        {
                            // A shell may say what became of its children.
                            continue;
                        }

                        Assert.Equal("ready", line.Text);
                        int running = await ShellTest.WaitForProcessesAsync(
                            clock,
                            marker,
                            count - 1,
                            token
                        );
                        Assert.InRange(running, count - 1, count + 6);
                        cancelled.Cancel();
                    }
                });
                Assert.Equal(0, ShellTest.CountProcesses(marker));
                await foreach (
                    ShellLine line in shell.StreamAsync(
                        ShellTest.Host,
                        ShellTest.Sh(script, marker),
                        token
                    )
                )
                {
                    break;
                }

                Assert.Equal(0, ShellTest.CountProcesses(marker));
                Assert.True(clock.Now > TimeSpan.Zero);
            }
        );

    [Fact]
    public void ExecuteAsync_CancelledWhileRunning_NothingIsLeft() =>
        RunTest(
            async (shell, clock, token) =>
            {
                string marker = NewMarker();
                using CancellationTokenSource soon = clock.CreateDeadline(
                    TimeSpan.FromSeconds(0.5)
                );
                await ShellTest.ThrowsAsync<OperationCanceledException>(() =>
                    shell.ExecuteAsync(
                        ShellTest.Host,
                        ShellTest.Sh("sleep $1 & sleep $1", marker),
                        soon.Token
                    )
                );
                Assert.Equal(0, ShellTest.CountProcesses(marker));
                Assert.False(token.IsCancellationRequested);
            }
        );

    [Fact]
    public void ExecuteAsync_DaemonLeftOnPurpose_Stays() =>
        RunTest(
            async (shell, clock, token) =>
            {
                string marker = NewMarker();
                ShellResult result = await shell.ExecuteAsync(
                    ShellTest.Host,
                    ShellTest.Sh("setsid sleep $1 >/dev/null 2>&1 & echo $!", marker),
                    token
                );
                Assert.Equal(0, result.ExitCode);
                int left = await ShellTest.WaitForProcessesAsync(clock, marker, 1, token);
                await shell.ExecuteAsync(
                    ShellTest.Host,
                    new("kill", [result.StandardOutput.Trim()], TimeSpan.FromSeconds(30)),
                    token
                );
                Assert.Equal(1, left);
            }
        );

    /// <summary>Runs a test with a shell that is closed afterwards, or skips it.</summary>
    protected abstract void RunTest(Func<IRemoteShell, RunClock, CancellationToken, Task> body);

    /// <summary>Makes a number of seconds that no other process sleeps.</summary>
    private static string NewMarker() => $"9{Random.Shared.NextInt64(1_000_000_000)}.5";
}
