using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using MigSim.Cli.Composition;
using MigSim.Fakes;

namespace MigSim.Cli.Tests.Slurm;

/// <summary><c>--engine slurm</c>, on a real Slurm.</summary>
public sealed class SlurmTests : IClassFixture<SlurmCluster>, IDisposable
{
    private readonly SlurmCluster _cluster;
    private readonly TemporaryFolder _place = new();
    private readonly CancellationTokenSource _timeout = MigSimProcess.CreateTimeout();

    public SlurmTests(SlurmCluster cluster)
    {
        Assert.SkipUnless(cluster.Absence is null, cluster.Absence ?? "");
        _cluster = cluster;
    }

    public void Dispose()
    {
        _timeout.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task Run_LocalInShardsAndOnSlurm_SameBytes()
    {
        string[] study = ["--replications", "12"];
        byte[] expected = Local(study, "--parallel", "1");
        Assert.Equal(expected, Local(study, "--parallel", "2"));
        Assert.Equal(expected, Local(study, "--parallel", "4"));
        Assert.Equal(expected, InShards(study, 7));

        BufferedCommandResult result = await Start([
            .. study,
            "--slurm",
            "partition=main",
            "--slurm",
            "time=5",
        ]);

        Assert.Equal("", result.StandardError);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(expected, Summary);

        // One shard for each processor.
        Assert.Equal(
            ["1-of-3", "2-of-3", "3-of-3"],
            Logs.Select(log => log.Split('.')[0]).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Run_AShardIsKilled_IsSubmittedAgain()
    {
        string[] study = ["--replications", "150"];
        CommandTask<BufferedCommandResult> run = Start([.. study, "--shards", "2"]);
        await UntilAsync(() => File.Exists(_place["out/shards/1-of-2.jsonl"]), run);

        await Signals.SendAsync("KILL", ProcessOf("1/2"), _timeout.Token);

        BufferedCommandResult result = await run;
        Assert.Equal("", result.StandardError);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, Logs.Count(log => log.StartsWith("1-of-2.", StringComparison.Ordinal)));
        Assert.Equal(Local(study), Summary);
    }

    [Fact]
    public async Task Run_NodeIsDrained_NothingIsLost()
    {
        string[] study = ["--replications", "60"];
        CommandTask<BufferedCommandResult> run = Start([.. study, "--shards", "5"]);
        await UntilAsync(() => File.Exists(_place["out/shards/1-of-5.jsonl"]), run);

        await SetStateAsync("drain", "reason=test");
        await UntilAsync(async () => await _cluster.RunAsync("squeue", "-h", "-t", "R") == "", run);
        Assert.NotEqual("", await _cluster.RunAsync("squeue", "-h", "-t", "PD"));
        await SetStateAsync("resume");

        Assert.Equal(0, (await run).ExitCode);
        Assert.Equal(Local(study), Summary);
    }

    [Fact]
    public async Task Run_Interrupted_JobsAreCancelledAndALaterCallGoesOn()
    {
        string[] study = ["--replications", "100"];
        CommandTask<BufferedCommandResult> run = Start([.. study, "--shards", "2"]);
        await UntilAsync(() => File.Exists(_place["out/shards/2-of-2.jsonl"]), run);

        await Signals.SendAsync("INT", run.ProcessId, _timeout.Token);

        BufferedCommandResult result = await run;
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("--resume goes on", result.StandardError, StringComparison.Ordinal);
        Assert.Equal("", await _cluster.RunAsync("squeue", "-h"));
        Assert.Equal(0, (await Start([.. study, "--shards", "2", "--resume"])).ExitCode);
        Assert.Equal(Local(study), Summary);
    }

    [Fact]
    public async Task Run_AShardThatNeverEnds_ExitCode3AndItsLog()
    {
        BufferedCommandResult result = await Start([
            "--shards",
            "1",
            "--slurm",
            "export=DOTNET_STARTUP_HOOKS=/there/is/none.dll",
        ]);

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith(
            "shard 1/1 ended 4 times before its runs were made; its log is ",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "none.dll",
            await File.ReadAllTextAsync(result.StandardError.Trim().Split(' ')[^1], _timeout.Token),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("partition=mian", "invalid partition specified: mian")]
    [InlineData("prtition=main", "unrecognized option '--prtition=main'")]
    public async Task Run_OptionThatSbatchDoesNotKnow_ExitCode2(string option, string words)
    {
        BufferedCommandResult result = await Start(["--slurm", option]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            "--engine slurm: sbatch refuses the job: ",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains(words, result.StandardError, StringComparison.Ordinal);
    }

    private byte[] Summary => File.ReadAllBytes(_place["out/summary.csv"]);

    private IEnumerable<string> Logs =>
        Directory.EnumerateFiles(_place["out/shards/logs"]).Select(log => Path.GetFileName(log)!);

    private static byte[] Local(string[] study, params string[] options)
    {
        using FakeProgram program = Program();
        Assert.Equal(0, Run(program, [.. study, .. options]));
        return File.ReadAllBytes(program.Place["out/summary.csv"]);
    }

    private static byte[] InShards(string[] study, int count)
    {
        using FakeProgram program = Program();
        foreach (int shard in Enumerable.Range(1, count))
        {
            Assert.Equal(0, Run(program, [.. study, "--shard", $"{shard}/{count}"]));
        }

        Assert.Equal(0, Run(program, [.. study, "--resume"]));
        return File.ReadAllBytes(program.Place["out/summary.csv"]);
    }

    private static FakeProgram Program() =>
        new() { ReadsScenarios = true, Backend = new SimulatedBackend() };

    private static int Run(FakeProgram program, IEnumerable<string> options) =>
        program.Invoke([
            "run",
            MigSimProcess.Scenario,
            "--output",
            program.Place["out"],
            .. options,
        ]);

    private static int ProcessOf(string shard) =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(folder => File.Exists(Path.Combine(folder, "cmdline")))
            .Where(folder => CommandLine(folder).Contains($"\0--shard\0{shard}\0"))
            .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Single();

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }

    private CommandTask<BufferedCommandResult> Start(params string[] options) =>
        Signals
            .Interruptible(
                MigSimProcess.Command(
                    _place.Path,
                    [
                        "run",
                        MigSimProcess.Scenario,
                        "--output",
                        "out",
                        "--engine",
                        "slurm",
                        .. options,
                    ]
                )
            )
            .WithEnvironmentVariables(variables =>
                variables.Set("SLURM_CONF", _cluster.Configuration)
            )
            .ExecuteBufferedAsync(_timeout.Token);

    private Task<string> SetStateAsync(params string[] words) =>
        _cluster.RunAsync(
            "scontrol",
            ["update", $"nodename={SlurmCluster.Node}", $"state={words[0]}", .. words[1..]]
        );

    private static Task UntilAsync(Func<bool> happened, CommandTask<BufferedCommandResult> run) =>
        UntilAsync(() => Task.FromResult(happened()), run);

    private static Task UntilAsync(
        Func<Task<bool>> happened,
        CommandTask<BufferedCommandResult> run
    ) =>
        SlurmCluster.UntilAsync(async () =>
        {
            Assert.False(run.Task.IsCompleted, "The program ended early.");
            return await happened();
        });
}
