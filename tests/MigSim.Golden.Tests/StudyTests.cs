using System.Collections.Immutable;
using System.Globalization;
using MigSim.Cli.Composition;
using MigSim.Experiments.Input;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;

namespace MigSim.Golden.Tests;

/// <summary>
/// Every study in <c>models/studies</c> finds what it found before: at all points, with one run each, in the metrics that it asks for.
/// </summary>
public sealed class StudyTests
{
    private const int PictureBytesMax = 200_000;

    // Parts of those that would take long.
    private static readonly Dictionary<string, ImmutableArray<string>> s_narrowed = new()
    {
        ["edge-of-convergence-search"] =
        [
            "platform.networks.lan.bandwidth=1 Gbit/s",
            "machines.x0.memory=[256 MiB, 8 GiB]",
            "machines.x0.workload.writes.hot.pages=[8192, 262144]",
        ],
        ["wan-round-trip"] = ["platform.networks.lan.latency=[0.25 ms, 50 ms]"],
    };

    private static string Studies { get; } = Path.Combine(GoldenTests.Root(), "models", "studies");

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateFiles(Studies, "*.yaml")
                .Select(path => Path.GetFileNameWithoutExtension(path)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_StudyOfModels_FindsWhatIsExpected(string name)
    {
        Study study = ScenarioFile.Load(
            Path.Combine(Studies, name + ".yaml"),
            s_narrowed.GetValueOrDefault(name, [])
        );

        StudySummary summary = SimulatedStudy.Run(
            study,
            firstSeed: 1,
            replications: study.Design.Find is null ? 1 : null,
            TestContext.Current.CancellationToken
        );

        string found = Text(study, summary);
        string path = Path.Combine(GoldenTests.Expected, "studies", name + ".csv");
        if (Environment.GetEnvironmentVariable("MIGSIM_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, found);
        }

        Assert.True(File.Exists(path), "nothing is expected yet; MIGSIM_UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), found);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Study_EveryOne_IsInTheReadme(string name) =>
        Assert.Contains(
            $"]({name}.yaml)",
            File.ReadAllText(Path.Combine(Studies, "README.md")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Pictures_All_AreSmallAndInTheReadme()
    {
        string readme = File.ReadAllText(Path.Combine(Studies, "README.md"));
        FileInfo[] pictures = new DirectoryInfo(Studies).GetFiles("*.svg");

        Assert.NotEmpty(pictures);
        Assert.All(
            pictures,
            picture =>
            {
                Assert.InRange(picture.Length, 1, PictureBytesMax);
                Assert.Contains($"]({picture.Name})", readme, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void Expected_Files_AllBelongToAStudy() =>
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(GoldenTests.Expected, "studies")),
            file =>
                Assert.True(
                    File.Exists(
                        Path.Combine(Studies, Path.GetFileNameWithoutExtension(file) + ".yaml")
                    )
                )
        );

    private static string Text(Study study, StudySummary summary)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        StudyDesign design = study.Design;
        string[] metrics =
        [
            .. design
                .Pictures.SelectMany(picture => picture.Metrics)
                .Concat(design.Comparisons.SelectMany(comparison => comparison.Metrics))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        foreach (PointSummary point in summary.Points)
        {
            foreach (string metric in metrics.Where(point.Metrics.ContainsKey))
            {
                text.WriteLine($"\"{point.Point}\",{metric},{point.Metrics[metric]?.Mean}");
            }
        }

        foreach (EdgeFinding finding in summary.Edges)
        {
            Edge edge = finding.Edge;
            text.WriteLine($"\"{finding.Point}\",{finding.Search.Axis},{edge.Keeps},{edge.Fails}");
        }

        return text.ToString();
    }
}
