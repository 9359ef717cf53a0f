using System.Text;
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
        CommandResult result = await RunAsync("trap '' TERM; exec \"$@\"", "exit 7");
        Assert.Equal(7, result.ExitCode);
    }

    /// <remarks>A shell names the signal that ended a command, as if the command had said that.</remarks>
    [Fact]
    public async Task Wrap_CommandEndsByASignal_SaysNothingOfItsOwn()
    {
        var said = new StringBuilder();
        CommandResult result = await RunAsync("exec \"$@\"", "kill -s TERM $$", said);
        Assert.Equal((143, ""), (result.ExitCode, said.ToString()));
    }

    private static async Task<CommandResult> RunAsync(
        string caller,
        string command,
        StringBuilder? error = null
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var open = new TaskCompletionSource();
        return await Cli.Wrap("sh")
            .WithArguments(["-c", caller, "sh", .. Supervision.Wrap(["sh", "-c", command])])
            .WithStandardInputPipe(PipeSource.Create((_, token) => open.Task.WaitAsync(token)))
            .WithValidation(CommandResultValidation.None)
            .WithStandardErrorPipe(
                error is null ? PipeTarget.Null : PipeTarget.ToStringBuilder(error)
            )
            .ExecuteAsync(patience.Token);
    }
}
