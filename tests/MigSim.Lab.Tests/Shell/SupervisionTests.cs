using CliWrap;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Tests.Shell;

public sealed class SupervisionTests
{
    /// <remarks>
    /// Heartbeat calls its scripts like that while it gives up its resources, and a shell cannot undo
    /// what it was started with.
    /// </remarks>
    [Fact]
    public async Task Wrap_CallerIgnoresSigterm_EndsWithTheCommand()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var open = new TaskCompletionSource();
        CommandResult result = await Cli.Wrap("sh")
            .WithArguments([
                "-c",
                "trap '' TERM; exec \"$@\"",
                "sh",
                .. Supervision.Wrap(["sh", "-c", "exit 7"]),
            ])
            .WithStandardInputPipe(PipeSource.Create((_, token) => open.Task.WaitAsync(token)))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(patience.Token);
        Assert.Equal(7, result.ExitCode);
    }
}
