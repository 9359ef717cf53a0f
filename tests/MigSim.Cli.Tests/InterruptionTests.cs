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
    public async Task Signal_DuringManyRuns_ExitCode130AndTheJournalLeft(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        CommandTask<CommandResult> run = Start("--replications", "100000");
        await UntilAsync(() => File.Exists(_place["a/out/runs.jsonl"]), run);

        await SignalAsync(signal, run.ProcessId);

        Assert.Equal(130, (await run).ExitCode);
        Assert.Equal(["a", "a/out", "a/out/runs.jsonl"], _place.Entries);
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
            ["runs.jsonl", "script=live-migrate"],
            Directory
                .GetFileSystemEntries(_place["a/out"])
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    public async Task Signal_ThenResume_SameBytesAndNothingIsMadeTwice(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        string[] study = ["--replications", "120"];
        string journal = _place["a/out/runs.jsonl"];
        CommandTask<CommandResult> run = Start(study);
        await UntilAsync(() => File.Exists(journal) && new FileInfo(journal).Length > 2048, run);

        await SignalAsync(signal, run.ProcessId);
        await run;
        string[] before = File.ReadAllLines(journal);
        Assert.InRange(before.Length, 2, 240);
        Assert.True(await Start([.. study, "--resume"]) is { ExitCode: 0 or 1 });

        string[] after = File.ReadAllLines(journal);
        Assert.Equal(241, after.Length);
        Assert.Equal(before[..^1], after[..(before.Length - 1)]);
        Assert.Equal(240, after.Skip(1).Select(Key).Distinct().Count());
        await Start([.. study, "--output", "a/whole"]);
        Assert.Equal(
            File.ReadAllBytes(_place["a/whole/summary.csv"]),
            File.ReadAllBytes(_place["a/out/summary.csv"])
        );
        Assert.Equal(File.ReadAllBytes(_place["a/whole/runs.jsonl"]), File.ReadAllBytes(journal));
    }

    private static string Key(string line) =>
        line[..line.IndexOf(",\"kept\"", StringComparison.Ordinal)];

    private CommandTask<CommandResult> Start(params string[] options) =>
        Signals
            .Interruptible(
                MigSimProcess.Command(
                    _place.Path,
                    [
                        "run",
                        MigSimProcess.Scenario,
                        .. options.Contains("--output") ? [] : new[] { "--output", "a/out" },
                        .. options,
                    ]
                )
            )
            .ExecuteAsync(_timeout.Token);

    /// <summary>Waits for something that the program does; fails if it ends before.</summary>
    private async Task UntilAsync(Func<bool> happened, CommandTask<CommandResult> run)
    {
        while (!happened())
        {
            Assert.False(run.Task.IsCompleted, "The program ended early.");
            await Task.Delay(20, _timeout.Token);
        }
    }

    private Task SignalAsync(string signal, int processId) =>
        Signals.SendAsync(signal, processId, _timeout.Token);
}
