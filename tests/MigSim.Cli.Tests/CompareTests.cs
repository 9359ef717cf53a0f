using System.Text.Json;
using System.Text.RegularExpressions;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

public sealed class CompareTests
{
    [Fact]
    public void Compare_TwoSets_PrintsTablesAndWritesThePage()
    {
        using FakeProgram program = WithRuns("--replications", "3");

        Assert.Equal(0, Compare(program));
        Assert.Contains("rtt.during.mean_ms", program.Output, StringComparison.Ordinal);
        Assert.Contains(
            "3 pairs of runs of the same seed",
            program.Output,
            StringComparison.Ordinal
        );
        Assert.True(File.Exists(program.Place["c/report.html"]));
        Assert.True(File.Exists(program.Place["c/comparison.json"]));
    }

    [Theory]
    [InlineData("5%", "rtt.*.mean_ms", 0)]
    [InlineData("0.01 %", "rtt.during.mean_ms", 1)]
    [InlineData("5%", "*", 0)]
    public void Compare_AStatedTolerance_IsACheck(string tolerance, string metric, int expected)
    {
        using FakeProgram program = WithRuns("--replications", "3");

        Assert.Equal(
            expected,
            Compare(program, "--tolerance", tolerance, "--metric", metric, "--pairing", "none")
        );
    }

    [Fact]
    public void Compare_SingleRunsAndAStatedTolerance_IsNotShown()
    {
        using FakeProgram program = WithRuns();

        Assert.Equal(1, Compare(program, "--tolerance", "50%"));
        Assert.Contains("undecided: one run", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_AsJson_OneDocument()
    {
        using FakeProgram program = WithRuns("--replications", "2");
        int before = program.Output.Length;

        Assert.Equal(0, Compare(program, "--format", "json"));

        using var json = JsonDocument.Parse(program.Output[before..]);
        JsonElement during = json
            .RootElement.GetProperty("points")[0]
            .GetProperty("metrics")
            .GetProperty("rtt.during.mean_ms");
        Assert.Equal(2, during.GetProperty("left").GetProperty("n").GetInt32());
        Assert.Equal(JsonValueKind.Number, during.GetProperty("ratioLow95").ValueKind);
    }

    [Theory]
    [InlineData("--tolerance", "5", "'5' is not a percentage above 0 and below 100")]
    [InlineData("--tolerance", "0%", "'0%' is not a percentage")]
    [InlineData("--tolerance", "NaN%", "'NaN%' is not a percentage")]
    [InlineData("--pairing", "seeds", "did you mean 'seed'?")]
    [InlineData("--format", "jsn", "did you mean 'json'?")]
    [InlineData("--metric", "rtt.none", "none of the runs has a metric named rtt.none")]
    public void Compare_AWrongOption_ExitCode2AndNothingWritten(
        string option,
        string value,
        string expected
    )
    {
        using FakeProgram program = WithRuns();

        Assert.Equal(2, Compare(program, option, value));
        Assert.Contains(expected, Assert.Single(program.Errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(program.Place["c"]));
    }

    [Fact]
    public void Compare_AFolderThatIsNotThere_ExitCode2()
    {
        using FakeProgram program = WithRuns();

        Assert.Equal(2, program.Invoke("compare", program.Place["out/a"], program.Place["none"]));
        Assert.EndsWith(
            "there is no such folder",
            Assert.Single(program.Errors),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Compare_AFolderThatHoldsSomethingElse_IsNotReplaced()
    {
        using FakeProgram program = WithRuns();
        Directory.CreateDirectory(program.Place["c"]);
        File.WriteAllText(program.Place["c/mine.txt"], "");

        Assert.Equal(2, Compare(program));
        Assert.Contains("is not replaced", Assert.Single(program.Errors), StringComparison.Ordinal);
        Assert.True(File.Exists(program.Place["c/mine.txt"]));
    }

    [Fact]
    public void Report_ARun_TheSamePageAgain()
    {
        using FakeProgram program = WithRuns();
        string run = program.Place["out/script=a/sim-1"];
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        File.Delete(Path.Combine(run, "report.html"));

        Assert.Equal(0, program.Invoke("report", run));
        Assert.Equal(page, File.ReadAllText(Path.Combine(run, "report.html")));
    }

    [Fact]
    public void Report_SeveralRuns_OnePage()
    {
        using FakeProgram program = WithRuns();

        Assert.Equal(
            0,
            program.Invoke("report", program.Place["out"], "--output", program.Place["p"])
        );
        Assert.Contains(
            "<h1>2 runs</h1>",
            File.ReadAllText(program.Place["p/report.html"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Report_NoRun_ExitCode2()
    {
        using var program = new FakeProgram();

        Assert.Equal(2, program.Invoke("report", program.Place.Path));
        Assert.Contains("holds no run", Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "report.json",
        "\"rtt.during.mean_ms\": ",
        "\"rtt.during.mean_ms\": -NaN",
        "invalid"
    )]
    [InlineData(
        "report.json",
        "\"rtt.during.mean_ms\": ",
        "\"rtt.during.mean_ms\": 1e999, \"x\": ",
        "no finite number"
    )]
    [InlineData(
        "report.json",
        "\"metrics\"",
        "\"metric\"",
        "there is no field 'metrics', but 'metric'"
    )]
    [InlineData(
        "report.json",
        "\"schemaVersion\": 1",
        "\"schemaVersion\": 7",
        "schemaVersion is 7"
    )]
    [InlineData("probe.csv", "\n1,", "\nNaN,", "line 2: 'NaN,")]
    public void Compare_AFileThatWillNotDo_ExitCode2AndNothingWritten(
        string name,
        string right,
        string wrong,
        string expected
    )
    {
        using FakeProgram program = WithRuns();
        string path = program.Place[$"out/script=b/sim-1/{name}"];
        string text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(2, Compare(program));
        string error = Assert.Single(program.Errors);
        Assert.Contains(path, error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(program.Place["c"]));
    }

    [Fact]
    public void Compare_AMetricThatIsNullOnOneSide_IsNotComparableAndNotWithinATolerance()
    {
        using FakeProgram program = WithRuns("--replications", "3");
        foreach (
            string path in Directory.EnumerateFiles(
                program.Place["out/script=b"],
                "report.json",
                SearchOption.AllDirectories
            )
        )
        {
            File.WriteAllText(
                path,
                Regex.Replace(
                    File.ReadAllText(path),
                    "\"rtt.during.mean_ms\": [0-9.]+",
                    "\"rtt.during.mean_ms\": null"
                )
            );
        }

        Assert.Equal(1, Compare(program, "--tolerance", "5%", "--metric", "rtt.during.mean_ms"));
        Assert.Contains("no value", program.Output, StringComparison.Ordinal);
        Assert.Contains("not comparable", program.Output, StringComparison.Ordinal);
    }

    private static FakeProgram WithRuns(params string[] options)
    {
        var program = new FakeProgram { Study = FakeStudy.Create("script=a", "script=b") };
        Assert.Equal(0, program.Run(options));
        return program;
    }

    private static int Compare(FakeProgram program, params string[] options) =>
        program.Invoke([
            "compare",
            program.Place["out/script=a"],
            program.Place["out/script=b"],
            "--output",
            program.Place["c"],
            .. options,
        ]);
}
