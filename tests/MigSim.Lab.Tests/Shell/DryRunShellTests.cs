using MigSim.Lab.Shell;

namespace MigSim.Lab.Tests.Shell;

public sealed class DryRunShellTests
{
    private readonly StringWriter _writer = new();

    [Fact]
    public void EveryCommand_IsShownAndNotRun() =>
        ShellTest.Run(
            async (_, token) =>
            {
                string canary = Path.Combine(
                    Path.GetTempPath(),
                    $"migsim-canary-{Environment.ProcessId}"
                );
                var shell = new DryRunShell(_writer);
                ShellResult result = await shell.ExecuteAsync(
                    ShellTest.Host,
                    Command("touch", canary, "it's"),
                    token
                );
                Assert.Equal(
                    (0, "", ""),
                    (result.ExitCode, result.StandardOutput, result.StandardError)
                );
                Assert.Empty(
                    await ShellTest.ReadAsync(
                        shell.StreamAsync(ShellTest.Host, Command("touch", canary, "it's"), token)
                    )
                );
                string line = $@"node1: 'touch' '{canary}' 'it'\''s'" + Environment.NewLine;
                Assert.Equal(line, _writer.ToString());
                Assert.False(File.Exists(canary));
            }
        );

    [Fact]
    public void StreamAsync_IsShown_AndLastsUntilItIsCancelled() =>
        ShellTest.Run(
            async (_, token) =>
            {
                using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
                IAsyncEnumerator<ShellLine> lines = new DryRunShell(_writer) { StreamsLast = true }
                    .StreamAsync(ShellTest.Host, Command("ping", "::1"), end.Token)
                    .GetAsyncEnumerator(end.Token);
                Task<bool> next = lines.MoveNextAsync().AsTask();
                Assert.False(next.IsCompleted);
                end.Cancel();
                await ShellTest.ThrowsAsync<OperationCanceledException>(() => next);
                Assert.Equal("node1: 'ping' '::1'" + Environment.NewLine, _writer.ToString());
            }
        );

    [Fact]
    public void ExecuteAsync_Data_IsShownByItsLengthAndOnce() =>
        ShellTest.Run(
            async (_, token) =>
            {
                var shell = new DryRunShell(_writer);
                foreach (char filling in "ab")
                {
                    string data = new(filling, DryRunShell.ShownLengthMax + 1);
                    await shell.ExecuteAsync(ShellTest.Host, Command("echo", data), token);
                }

                Assert.Equal(
                    "node1: 'echo' <10001 characters of data>" + Environment.NewLine,
                    _writer.ToString()
                );
            }
        );

    [Fact]
    public void ExecuteAsync_WithAnswers_GivesThem() =>
        ShellTest.Run(
            async (_, token) =>
            {
                var three = new ShellResult(3, "three", "", TimeSpan.Zero, TimeSpan.Zero);
                var shell = new DryRunShell(
                    _writer,
                    (_, command) => command.Program == "date" ? three : null
                );
                RemoteCommand date = Command("date");
                Assert.Same(three, await shell.ExecuteAsync(ShellTest.Host, date, token));
                RemoteCommand other = Command("true");
                Assert.Equal(0, (await shell.ExecuteAsync(ShellTest.Host, other, token)).ExitCode);
            }
        );

    private static RemoteCommand Command(string program, params string[] arguments) =>
        new(program, arguments, TimeSpan.FromSeconds(1));
}
