using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Fakes;
using MigSim.Reporting.Folders;
using MigSim.Reporting.Pages;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Tests.Pages;

public sealed partial class PageTests
{
    [Fact]
    public void Run_AFixedRun_GivesTheExpectedPage() => AssertGolden("run", RunPage.Of(Stored()));

    [Fact]
    public void Comparison_FixedRuns_GivesTheExpectedPage() =>
        AssertGolden("comparison", ComparisonPage.Of(Compare()));

    [Fact]
    public void Study_FixedSummary_GivesTheExpectedPage() => AssertGolden("study", Study());

    [Fact]
    public void Study_PublishedValues_AreThereWithTheirVerdicts()
    {
        PointSummary point = FakeLinks.Summary.Points[0];
        var check = new Check("migration.x0.downtime_ms", 200, 5, 150, false, "paper table 3");
        StudySummary summary = FakeLinks.Summary with
        {
            Points = [point with { Checks = [new(check, 3, 1)] }, FakeLinks.Summary.Points[1]],
        };

        string[] cells =
        [
            .. Parse(StudyPage.Of(FakeLinks.Study, summary, []))
                .Descendants("td")
                .Select(cell => cell.Value),
        ];

        int title = Array.FindIndex(
            cells,
            cell => cell.StartsWith("Table 3 (", StringComparison.Ordinal)
        );
        Assert.Equal("migration of x0, downtime", cells[title + 1]);
        Assert.Equal(
            ["200.0", "-50.000", "±5.0", "FAILS in 2 of 3"],
            cells[(title + 4)..(title + 8)]
        );
    }

    [Fact]
    public void Pages_AllOfThem_NeedNothingButThemselves() =>
        Assert.All(
            [
                RunPage.Of(Stored()),
                RunPage.Of([Stored(), Stored()]),
                ComparisonPage.Of(Compare()),
                Study(),
            ],
            page =>
            {
                XElement html = Parse(page);
                Assert.All(
                    html.Descendants().Attributes().Where(a => a.Name == "src" || a.Name == "href"),
                    link => Assert.Matches("^(#|data:image/png;base64,)", link.Value)
                );
                Assert.Empty(html.Descendants("script"));
                Assert.Empty(html.Descendants("link"));
                Assert.All(
                    html.Descendants("img"),
                    image => Assert.NotEmpty(image.Attribute("alt")!.Value)
                );
            }
        );

    [Fact]
    public void Pages_Links_LeadToAPlaceOnThePage()
    {
        XElement html = Parse(RunPage.Of([Stored(), Stored()]));
        string[] ids = [.. html.Descendants().Attributes("id").Select(id => id.Value)];

        Assert.Equal(2, html.Descendants("a").Count());
        Assert.All(
            html.Descendants("a"),
            link => Assert.Contains(link.Attribute("href")!.Value[1..], ids)
        );
    }

    [Fact]
    public void Run_TextThatLooksLikeMarkupOrCannotBeWritten_IsShownAsText()
    {
        StoredRun run = Stored() with
        {
            EventLines =
            [
                """{"at":1,"event":"message-received","member":"a&b","text":"<script> \u001b[1m"}""",
            ],
        };

        XElement html = Parse(RunPage.Of(run));

        Assert.Empty(html.Descendants("script"));
        Assert.Contains(
            html.Descendants("td"),
            cell => cell.Value == "member a&b, text <script> \uFFFD[1m"
        );
    }

    [Fact]
    public void Run_FittedConstants_AreMarked()
    {
        XElement html = Parse(RunPage.Of(Stored()));

        Assert.Equal(
            "fitted",
            Assert
                .Single(html.Descendants("td"), cell => cell.Attribute("class")?.Value == "note")
                .Value
        );
    }

    [Fact]
    public void Comparison_Folder_HasPageNumbersAndPictures()
    {
        using var place = new TemporaryFolder();

        ComparisonFolder.Write(place["c"], Compare());
        ComparisonFolder.Write(place["c"], Compare());

        Assert.Equal(
            [
                "c",
                "c/comparison.json",
                "c/report.html",
                "c/rounds.png",
                "c/rounds.svg",
                "c/rtt-distribution.png",
                "c/rtt-distribution.svg",
                "c/rtt.png",
                "c/rtt.svg",
            ],
            place.Entries
        );
    }

    private static string Study() =>
        StudyPage.Of(
            FakeLinks.Study,
            FakeLinks.Summary,
            [.. StudyPictures.Of(FakeLinks.Study, FakeLinks.Summary)]
        );

    private static StoredRun Stored()
    {
        using var place = new TemporaryFolder();
        RunFolder.WriteData(place.Path, Run());
        File.WriteAllBytes(place["rtt.png"], [1, 2, 3]);
        return StoredRuns.Read(place.Path);
    }

    private static RunResult Run(string point = "script=a", double during = 1.01, ulong seed = 1)
    {
        RunResult result = new FakeBackend { DuringMilliseconds = during }.Run(
            FakeStudy.CreateScenario(point),
            seed,
            progress: null,
            CancellationToken.None
        );
        return result with { Report = result.Report with { Tables = ReportTables.Of(result) } };
    }

    private static RunComparison Compare() =>
        new RunComparer(new ComparisonOptions()).Compare(
            new RunSet("left", [.. Seeds().Select(seed => Run(seed: seed))]),
            new RunSet("right", [.. Seeds().Select(seed => Run("script=b", 1.3, seed))])
        );

    private static ImmutableArray<ulong> Seeds() => [1, 2, 3];

    private static XElement Parse(string page) =>
        XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;

    // Pictures have tests of their own; another font engine may draw them differently.
    private static void AssertGolden(string name, string page)
    {
        string found = Pictures().Replace(page, "base64,…");
        string file = Path.Combine(Folder(), name + ".html");
        if (Environment.GetEnvironmentVariable("MIGSIM_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllText(file, found);
        }

        Assert.Equal(File.ReadAllText(file), found);
    }

    private static string Folder() =>
        Path.Combine(
            typeof(PageTests)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .First(attribute => attribute.Key == "ProjectFolder")
                .Value!,
            "Pages",
            "Expected"
        );

    [GeneratedRegex("base64,[A-Za-z0-9+/=]+")]
    private static partial Regex Pictures();
}
