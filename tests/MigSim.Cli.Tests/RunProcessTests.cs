using System.Text.Json;
using CliWrap.Buffered;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

public sealed class RunProcessTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Run_PapersScenario_AllChecksHoldAndFilesAreWhereTheyShouldBe()
    {
        BufferedCommandResult result = await RunAsync("run", MigSimProcess.Scenario);

        Assert.Equal("", result.StandardError);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Table 3 (live-migrate)", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("Table 4 (stop-start)", result.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.StandardOutput);
        Assert.All(
            ["report.json", "report.html", "events.jsonl", "probe.csv", "rtt.png", "rtt.svg"],
            file =>
                Assert.True(
                    File.Exists(_place[$"runs/controlled-failure/script=stop-start/sim-1/{file}"])
                )
        );
        Assert.True(File.Exists(_place["runs/controlled-failure/summary.csv"]));
    }

    [Fact]
    public async Task Run_SameSeedInAnotherProcess_SameBytes()
    {
        await RunAsync(["run", MigSimProcess.Scenario, "--output", "one", "--replications", "3"]);
        await RunAsync([
            "run",
            MigSimProcess.Scenario,
            "--output",
            "two",
            "--replications",
            "3",
            "--parallel",
            "1",
        ]);

        foreach (string run in new[] { "script=live-migrate/sim-3", "script=stop-start/sim-1" })
        {
            Assert.All(
                ["probe.csv", "events.jsonl"],
                file =>
                    Assert.Equal(
                        File.ReadAllBytes(_place[$"one/{run}/{file}"]),
                        File.ReadAllBytes(_place[$"two/{run}/{file}"])
                    )
            );
            Assert.Equal(TraceHash($"one/{run}"), TraceHash($"two/{run}"));
        }

        Assert.Equal(
            File.ReadAllBytes(_place["one/summary.csv"]),
            File.ReadAllBytes(_place["two/summary.csv"])
        );
        Assert.NotEqual(
            TraceHash("one/script=live-migrate/sim-1"),
            TraceHash("one/script=live-migrate/sim-2")
        );
        Assert.NotEqual(
            File.ReadAllBytes(_place["one/script=live-migrate/sim-1/probe.csv"]),
            File.ReadAllBytes(_place["one/script=live-migrate/sim-2/probe.csv"])
        );
    }

    [Fact]
    public async Task Run_Json_IsOneDocument()
    {
        BufferedCommandResult result = await RunAsync([
            "run",
            MigSimProcess.Scenario,
            "--format",
            "json",
            "--set",
            "script=live-migrate",
        ]);

        JsonElement report = Assert.Single(
            JsonDocument.Parse(result.StandardOutput).RootElement.EnumerateArray()
        );
        Assert.Equal(1, report.GetProperty("schemaVersion").GetInt32());
    }

    [Theory]
    [InlineData("experimnt: controlled-failure\n", "wrong.yaml:1:1: ")]
    [InlineData("experiment: [\n", "wrong.yaml:")]
    [InlineData("", "wrong.yaml")]
    public async Task Run_WrongInput_ExitCode2AndNothingLeft(string text, string message)
    {
        await File.WriteAllTextAsync(
            _place["wrong.yaml"],
            text,
            TestContext.Current.CancellationToken
        );

        BufferedCommandResult result = await RunAsync("run", "wrong.yaml");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.StandardError, StringComparison.Ordinal);
        Assert.Equal("", result.StandardOutput);
        Assert.Equal(["wrong.yaml"], _place.Entries);
    }

    [Fact]
    public async Task Run_MissingFile_ExitCode2()
    {
        BufferedCommandResult result = await RunAsync("run", "missing.yaml");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("missing.yaml", result.StandardError, StringComparison.Ordinal);
        Assert.Empty(_place.Entries);
    }

    [Fact]
    public async Task Run_UnknownOption_ExitCode2AndTheNearestOne()
    {
        BufferedCommandResult result = await RunAsync("run", MigSimProcess.Scenario, "--sead", "2");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("did you mean '--seed'?", result.StandardError, StringComparison.Ordinal);
        Assert.Empty(_place.Entries);
    }

    [Fact]
    public async Task Run_OutputBelowAFile_ExitCode2()
    {
        await File.WriteAllTextAsync(_place["file"], "", TestContext.Current.CancellationToken);

        BufferedCommandResult result = await RunAsync([
            "run",
            MigSimProcess.Scenario,
            "--output",
            "file/out",
        ]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            "cannot write to file/out: ",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal(["file"], _place.Entries);
    }

    [Fact]
    public async Task Run_OutputNotWritable_ExitCode2()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Root may write everywhere, and Windows has other permissions.");
            return;
        }

        Directory.CreateDirectory(_place["locked"]);
        File.SetUnixFileMode(_place["locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        BufferedCommandResult result = await RunAsync([
            "run",
            MigSimProcess.Scenario,
            "--output",
            "locked/out",
        ]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "cannot write to locked/out",
            result.StandardError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Schema_Always_IsJson()
    {
        BufferedCommandResult result = await RunAsync("schema");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            JsonValueKind.Object,
            JsonDocument.Parse(result.StandardOutput).RootElement.ValueKind
        );
    }

    [Fact]
    public async Task Version_Always_IsPrinted()
    {
        BufferedCommandResult result = await RunAsync("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", result.StandardOutput);
    }

    private string? TraceHash(string run) =>
        JsonDocument
            .Parse(File.ReadAllText(_place[$"{run}/report.json"]))
            .RootElement.GetProperty("manifest")
            .GetProperty("traceHash")
            .GetString();

    private Task<BufferedCommandResult> RunAsync(params IEnumerable<string> arguments) =>
        MigSimProcess.RunAsync(_place.Path, arguments);
}
