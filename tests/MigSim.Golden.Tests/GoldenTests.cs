using MigSim.Cli.Composition;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Golden.Tests;

/// <summary>
/// Every scenario in <c>models/</c> gives the bytes that it gave before.
/// <c>MIGSIM_UPDATE_GOLDEN=1</c> makes what it gives now the expectation; say so in the change log.
/// </summary>
public sealed class GoldenTests
{
    private const ulong Seed = 1;

    internal static string Expected { get; } =
        Path.Combine(Root(), "tests", "MigSim.Golden.Tests", "Expected");

    public static TheoryData<string> Scenarios =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root(), "models"), "*.yaml")
                .Concat(Directory.EnumerateFiles(Path.Combine(Root(), "models/related"), "*.yaml"))
                .Select(path => Path.GetRelativePath(Path.Combine(Root(), "models"), path))
                .Select(path => path[..^".yaml".Length].Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Run_ScenarioOfModels_GivesTheExpectedBytes(string name)
    {
        Study study = Load(name);
        List<string> differences = [];

        foreach (Scenario scenario in study.Points)
        {
            RunResult result = new SimulatedBackend().Run(
                scenario,
                Seed,
                progress: null,
                TestContext.Current.CancellationToken
            );
            string folder = Path.Combine(Expected, name, scenario.Point);
            if (Difference(GoldenRun.Of(result), folder) is { } difference)
            {
                differences.Add($"{name}, {scenario.Point}: {difference}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Run_Twice_GivesTheSameTrace(string name)
    {
        Scenario scenario = Load(name).Points[0];

        Assert.Equal(Trace(scenario), Trace(scenario));
    }

    [Fact]
    public void Expected_Folders_AllBelongToAScenario()
    {
        HashSet<string> points =
        [
            .. Scenarios.SelectMany(row =>
                Load(row.Data).Points.Select(p => $"{row.Data}/{p.Point}")
            ),
        ];

        Assert.True(Directory.Exists(Expected), "Nothing is expected yet.");
        IEnumerable<string> folders = Directory
            .EnumerateFiles(Expected, "metrics.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Expected, Path.GetDirectoryName(file)!))
            .Select(folder => folder.Replace('\\', '/'));

        Assert.All(folders, folder => Assert.Contains(folder, points));
    }

    private static string? Difference(GoldenRun found, string folder)
    {
        if (Environment.GetEnvironmentVariable("MIGSIM_UPDATE_GOLDEN") == "1")
        {
            found.Write(folder);
        }

        GoldenRun? expected = GoldenRun.Read(folder);
        return expected is null
            ? "nothing is expected yet; MIGSIM_UPDATE_GOLDEN=1 writes it"
            : found.FirstDifference(expected);
    }

    private static string? Trace(Scenario scenario) =>
        new SimulatedBackend()
            .Run(scenario, Seed, progress: null, TestContext.Current.CancellationToken)
            .Report.Manifest.TraceHash;

    private static Study Load(string name) =>
        ScenarioFile.Load(Path.Combine(Root(), "models", name + ".yaml"), []);

    internal static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MigSim.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run in a checkout.");
    }
}
