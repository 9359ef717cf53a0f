using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tests.Shell;

public sealed class LocalShellTests : ShellBehaviour
{
    [Fact]
    public void ExecuteAsync_PrintsTooMuch_IsEnded() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                var shell = new LocalShell(clock, new() { OutputLengthMax = 10_000 });
                RemoteCommand command = new("yes", [], TimeSpan.FromSeconds(30));
                ShellException error = await ShellTest.ThrowsAsync<ShellException>(() =>
                    shell.ExecuteAsync(ShellTest.Host, command, token)
                );
                Assert.Equal(ShellError.OutputTooLong, error.Error);
                error = await ShellTest.ThrowsAsync<ShellException>(() =>
                    ShellTest.ReadAsync(shell.StreamAsync(ShellTest.Host, command, token))
                );
                Assert.Equal(ShellError.OutputTooLong, error.Error);
            }
        );

    [Fact]
    public void ExecuteAsync_NulOrNoTime_Throws() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                var shell = new LocalShell(clock, new());
                await ShellTest.ThrowsAsync<ArgumentException>(() =>
                    shell.ExecuteAsync(
                        ShellTest.Host,
                        new("echo", ["a\0b"], TimeSpan.FromSeconds(1)),
                        token
                    )
                );
                await ShellTest.ThrowsAsync<ArgumentOutOfRangeException>(() =>
                    shell.ExecuteAsync(ShellTest.Host, new("echo", [], TimeSpan.Zero), token)
                );
            }
        );

    [Fact]
    public void ExecuteAsync_ManyAtOnce_AllEnd() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                var shell = new LocalShell(clock, new());
                Task<ShellResult>[] running =
                [
                    .. Enumerable
                        .Range(0, 20)
                        .Select(number =>
                            shell.ExecuteAsync(
                                ShellTest.Host,
                                ShellTest.Sh("sleep 0.1; echo $1", $"{number}"),
                                token
                            )
                        ),
                ];
                ShellResult[] results = await Task.WhenAll(running);
                Assert.Equal(
                    Enumerable.Range(0, 20).Select(number => $"{number}\n"),
                    results.Select(result => result.StandardOutput)
                );
            }
        );

    protected override void RunTest(Func<IRemoteShell, RunClock, CancellationToken, Task> body) =>
        ShellTest.Run(
            (clock, token) => body(new LocalShell(clock, new ShellLimits()), clock, token)
        );
}
