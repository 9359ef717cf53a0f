using System.Globalization;
using CliWrap;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly CancellationTokenSource _timeout = MigSimProcess.CreateTimeout();

    public void Dispose()
    {
        _timeout.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_DuringManyRuns_ExitCode130AndNothingLeft(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        CommandTask<CommandResult> run = Start("--replications", "100000");
        await UntilAsync(() => Directory.Exists(_place["a/out"]), run);

        await SignalAsync(signal, run.ProcessId);

        Assert.Equal(130, (await run).ExitCode);
        Assert.Empty(_place.Entries);
    }

    [Fact]
    public async Task Signal_WhileFoldersAreWritten_FinishedOnesAreKeptWhole()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        CommandTask<CommandResult> run = Start("--replications", "100000", "--keep");
        string point = _place["a/out/script=live-migrate"];
        await UntilAsync(() => Directory.Exists(Path.Combine(point, "sim-2")), run);

        await SignalAsync("INT", run.ProcessId);

        Assert.Equal(130, (await run).ExitCode);
        Assert.All(
            Directory.GetFileSystemEntries(point),
            folder =>
            {
                Assert.StartsWith("sim-", Path.GetFileName(folder), StringComparison.Ordinal);
                Assert.Equal(6, Directory.GetFiles(folder).Length);
            }
        );
        Assert.Equal(
            ["script=live-migrate"],
            Directory.GetFileSystemEntries(_place["a/out"]).Select(Path.GetFileName)
        );
    }

    private CommandTask<CommandResult> Start(params string[] options) =>
        Interruptible(
                MigSimProcess.Command(
                    _place.Path,
                    ["run", MigSimProcess.Scenario, "--output", "a/out", .. options]
                )
            )
            .ExecuteAsync(_timeout.Token);

    // A shell has its background jobs ignore SIGINT, and what they start inherits it.
    private static Command Interruptible(Command command) =>
        IgnoresInterrupts()
            ? command
                .WithArguments($"--default-signal=INT {command.TargetFilePath} {command.Arguments}")
                .WithTargetFile("env")
            : command;

    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        const ulong Interrupt = 1 << (2 - 1);
        string? line = File.Exists(Status)
            ? File.ReadLines(Status)
                .FirstOrDefault(text => text.StartsWith(Ignored, StringComparison.Ordinal))
            : null;
        return line is not null
            && (
                ulong.Parse(
                    line[Ignored.Length..],
                    NumberStyles.AllowHexSpecifier
                        | NumberStyles.AllowLeadingWhite
                        | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture
                ) & Interrupt
            ) != 0;
    }

    /// <summary>Waits for something that the program does; fails if it ends before.</summary>
    private async Task UntilAsync(Func<bool> happened, CommandTask<CommandResult> run)
    {
        while (!happened())
        {
            Assert.False(run.Task.IsCompleted, "The program ended early.");
            await Task.Delay(20, _timeout.Token);
        }
    }

    private async Task SignalAsync(string signal, int processId) =>
        await CliWrap
            .Cli.Wrap("sh")
            .WithArguments([
                "-c",
                string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {processId}"),
            ])
            .ExecuteAsync(_timeout.Token);
}
