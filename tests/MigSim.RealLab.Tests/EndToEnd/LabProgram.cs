using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using MigSim.Lab.Lifecycle;

namespace MigSim.RealLab.Tests.EndToEnd;

/// <summary>The program as its users call it, with a virtual lab of its own name.</summary>
internal sealed class LabProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);

    private readonly string _folder = Directory.CreateTempSubdirectory("migsim-e2e-").FullName;

    /// <summary>Copies a testbed of the models under a name that no other lab has.</summary>
    public LabProgram(string testbed)
    {
        string source = Path.Combine(Root, "models", "testbeds", testbed);
        string name = $"test-{Environment.ProcessId}";
        Testbed = Path.Combine(_folder, $"{name}.yaml");
        string models = Path.Combine(Root, "models");
        File.WriteAllText(Testbed, File.ReadAllText(source).Replace("../", $"{models}/"));
        Place = new(name, Path.Combine(_folder, "state", "labs", name), Cache);
    }

    /// <summary>Gets the top folder of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets where images are kept for all tests of this checkout.</summary>
    public static string Cache { get; } = Path.Combine(Root, "artifacts", "lab-cache");

    public string Testbed { get; }

    public LabPlace Place { get; }

    public string Output => Path.Combine(_folder, "out");

    /// <summary>Skips the test where the lab cannot be made, with what is missing.</summary>
    public async Task SkipUnlessReadyAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        BufferedCommandResult check = await RunAsync("lab", "check", Testbed);
        string missing = string.Join(
            "; ",
            check
                .StandardOutput.Split('\n')
                .Where(line => line.Contains("FAILURE", StringComparison.Ordinal))
                .Select(line =>
                    string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                )
        );
        Assert.SkipUnless(check.ExitCode == 0, $"migsim lab check: {missing}{check.StandardError}");
    }

    /// <summary>Prepares a call.</summary>
    public Command Command(params IEnumerable<string> arguments) =>
        CliWrap
            .Cli.Wrap(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            .WithArguments(
                ImmutableArray
                    .Create("exec", Path.Combine(AppContext.BaseDirectory, "migsim.dll"))
                    .AddRange(arguments)
            )
            .WithEnvironmentVariables(variables =>
                variables
                    .Set("MIGSIM_STATE", Path.Combine(_folder, "state"))
                    .Set("MIGSIM_CACHE", Cache)
            )
            .WithWorkingDirectory(_folder)
            .WithValidation(CommandResultValidation.None);

    /// <summary>Calls the program and waits for its end.</summary>
    public async Task<BufferedCommandResult> RunAsync(params IEnumerable<string> arguments)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        timeout.CancelAfter(Patience);
        long begin = Stopwatch.GetTimestamp();
        BufferedCommandResult result = await Command(arguments).ExecuteBufferedAsync(timeout.Token);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        Log($"migsim {string.Join(' ', arguments.Take(3))}: {time.TotalSeconds:0.0} s");
        return result;
    }

    /// <summary>Prints a line into the log of the tests.</summary>
    public static void Log(string line) => MeasurementLog.Note($"{line}");

    /// <summary>Reads the report of a run.</summary>
    public JsonNode Report(string point) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(RunFolder(point), "report.json")))!;

    /// <summary>Gets the folder of a run.</summary>
    public string RunFolder(string point)
    {
        string inside = Path.Combine(Output, point, $"{Place.Name}-1");
        return Directory.Exists(inside) ? inside : Output;
    }

    /// <summary>Prints what a run measured.</summary>
    public void LogMetrics(string point)
    {
        JsonNode metrics = Report(point)["metrics"]!;
        string[] names =
        [
            "rtt.before.mean_ms",
            "rtt.during.mean_ms",
            "rtt.after.last_ms",
            "failover.x0.total_ms",
            "migration.x0.total_ms",
            "migration.x0.downtime_ms",
            "migration.x0.rounds",
            "probe.interval_ms",
            "probe.sent",
            "probe.lost",
            "probe.longest_gap_ms",
        ];
        Log($"{point}: " + string.Join(", ", names.Select(name => $"{name} {metrics[name]}")));
    }

    /// <summary>Reads the events of a run.</summary>
    public IEnumerable<JsonNode> EventsOf(string point) =>
        File.ReadLines(Path.Combine(RunFolder(point), "events.jsonl"))
            .Select(line => JsonNode.Parse(line)!);

    /// <summary>Gets where a script started a machine last.</summary>
    public string HostAtTheEnd(string point, string vm) =>
        EventsOf(point)
            .Where(e => (string?)e["event"] == "script-ended" && (string?)e["vm"] == vm)
            .Where(e => (string?)e["verb"] == "start" && (string?)e["exit"] == "success")
            .Select(e => (string)e["host"]!)
            .LastOrDefault("nowhere");

    /// <summary>Reads what a tool wrote on a host.</summary>
    public string LogOf(string point, string host, string name) =>
        File.ReadAllText(Path.Combine(RunFolder(point), "logs", host, name));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MigSim.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run in a checkout.");
    }
}
