using System.Text.Json;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

public sealed class StudyRunTests
{
    [Fact]
    public void Run_OnePoint_OutputIsTheRunFolder()
    {
        using var program = new FakeProgram();

        Assert.Equal(0, program.Run());
        Assert.Equal(
            [
                "out",
                "out/events.jsonl",
                "out/flows.csv",
                "out/probe.csv",
                "out/report.html",
                "out/report.json",
                "out/rtt.png",
                "out/rtt.svg",
            ],
            program.Place.Entries
        );
    }

    [Fact]
    public void Run_TwoPoints_FoldersSummaryAndComparison()
    {
        using var program = new FakeProgram { Study = FakeStudy.Create("script=a", "script=b") };

        Assert.Equal(0, program.Run("--seed", "5"));
        Assert.Equal(
            [
                "comparison.png",
                "comparison.svg",
                "report.html",
                "runs.jsonl",
                "script=a",
                "script=b",
                "summary.csv",
                "summary.json",
                "summary.parquet",
            ],
            Names(program.Place["out"])
        );
        Assert.True(File.Exists(program.Place["out/script=b/sim-5/report.json"]));

        // Who opens the page sees what the folder has.
        byte[] picture = File.ReadAllBytes(program.Place["out/comparison.png"]);
        Assert.Contains(
            Convert.ToBase64String(picture),
            File.ReadAllText(program.Place["out/report.html"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Run_CheckFails_ExitCode1AndStillWritten()
    {
        using var program = new FakeProgram
        {
            Backend = new FakeBackend { DuringMilliseconds = 5 },
        };

        Assert.Equal(1, program.Run());
        Assert.Contains("FAILS", program.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(program.Place["out/report.json"]));
    }

    [Fact]
    public void Run_OneSeedFails_ExitCode3AndTheOthersKept()
    {
        using var program = new FakeProgram
        {
            Backend = new FakeBackend
            {
                Meanwhile = (seed, _) =>
                {
                    if (seed == 2)
                    {
                        throw new InvalidOperationException("out of pages");
                    }
                },
            },
        };

        Assert.Equal(3, program.Run("--replications", "3"));
        Assert.Equal(["fake: point base, seed 2: out of pages"], program.Errors);
        Assert.Equal(["sim-1", "sim-3"], Names(program.Place["out/base"]));
        Assert.Contains(",2,", File.ReadLines(program.Place["out/summary.csv"]).Skip(1).First());
    }

    [Fact]
    public void Run_AllSeedsFail_NothingLeft()
    {
        using var program = new FakeProgram
        {
            Backend = new FakeBackend { Meanwhile = (_, _) => throw new IOException("gone") },
        };

        Assert.Equal(3, program.Run("--replications", "2"));
        Assert.Empty(program.Place.Entries);
    }

    [Theory]
    [InlineData(1.0, "", 0)]
    [InlineData(5.0, "", 11)]
    [InlineData(1.0, "--keep", 11)]
    public void Run_MoreThanTenReplications_KeepsFailedOrAll(double during, string option, int kept)
    {
        using var program = new FakeProgram
        {
            Backend = new FakeBackend { DuringMilliseconds = during },
        };

        program.Run([
            "--replications",
            "11",
            .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);

        string runs = program.Place["out/base"];
        Assert.Equal(kept, Directory.Exists(runs) ? Directory.GetDirectories(runs).Length : 0);
        Assert.True(File.Exists(program.Place["out/summary.json"]));
    }

    [Fact]
    public void Run_MoreThanTwoHundredPoints_KeepsFailedOnly()
    {
        using var program = new FakeProgram
        {
            Study = FakeStudy.Create([.. Enumerable.Range(0, 201).Select(i => $"script={i}")]),
        };

        Assert.Equal(0, program.Run());

        Assert.Empty(Directory.GetDirectories(program.Place["out"]));
        Assert.True(File.Exists(program.Place["out/summary.csv"]));
    }

    [Fact]
    public void Run_Json_PrintsReportsAndNothingElse()
    {
        using var program = new FakeProgram { Study = FakeStudy.Create("script=a", "script=b") };

        Assert.Equal(0, program.Run("--format", "json", "--set", "failure.at=5s"));

        JsonElement[] reports =
        [
            .. JsonDocument.Parse(program.Output).RootElement.EnumerateArray(),
        ];
        Assert.Equal(2, reports.Length);
        JsonElement manifest = reports[1].GetProperty("manifest");
        Assert.Equal("script=b", manifest.GetProperty("point").GetString());
        Assert.Equal("failure.at=5s", manifest.GetProperty("overrides")[0].GetString());
        Assert.Empty(program.Errors);
    }

    [Fact]
    public void Run_JsonOfReplications_PrintsTheSummary()
    {
        using var program = new FakeProgram();

        Assert.Equal(0, program.Run("--format", "json", "--replications", "3"));

        JsonElement summary = JsonDocument.Parse(program.Output).RootElement;
        Assert.Equal(3, summary.GetProperty("points")[0].GetProperty("runs").GetInt32());
    }

    [Fact]
    public void Run_OneOrManyWorkers_SameFiles()
    {
        using var one = new FakeProgram { Study = FakeStudy.Create("script=a", "script=b") };
        using var many = new FakeProgram { Study = FakeStudy.Create("script=a", "script=b") };

        one.Run("--replications", "4", "--parallel", "1");
        many.Run("--replications", "4", "--parallel", "4");

        Assert.Equal(one.Place.Entries, many.Place.Entries);
        Assert.All(
            ["summary.csv", "summary.json", "script=b/sim-4/probe.csv"],
            file =>
                Assert.Equal(
                    File.ReadAllBytes(one.Place[$"out/{file}"]),
                    File.ReadAllBytes(many.Place[$"out/{file}"])
                )
        );
    }

    [Fact]
    public void Run_TwiceToTheSameFolder_ReplacesTheFirst()
    {
        using var program = new FakeProgram();

        Assert.Equal(0, program.Run("--seed", "1"));
        string first = File.ReadAllText(program.Place["out/probe.csv"]);
        Assert.Equal(0, program.Run("--seed", "2"));

        Assert.NotEqual(first, File.ReadAllText(program.Place["out/probe.csv"]));
        Assert.Equal(["out"], Names(program.Place.Path));
    }

    [Fact]
    public void Run_OutputHoldsSomethingElse_ExitCode2AndUntouched()
    {
        using var program = new FakeProgram();
        Directory.CreateDirectory(program.Place["out"]);
        File.WriteAllText(program.Place["out/letter"], "dear");

        Assert.Equal(2, program.Run());
        Assert.Contains("holds no run", Assert.Single(program.Errors), StringComparison.Ordinal);
        Assert.Equal(["out", "out/letter"], program.Place.Entries);
    }

    [Fact]
    public void Run_Report_TablesAreInIt()
    {
        using var program = new FakeProgram();

        program.Run();

        JsonElement report = JsonDocument
            .Parse(File.ReadAllText(program.Place["out/report.json"]))
            .RootElement;
        Assert.Equal("Table 3", report.GetProperty("tables")[0].GetProperty("title").GetString());
    }

    private static string[] Names(string folder) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(folder)
                .Select(entry => Path.GetFileName(entry)!)
                .Order(StringComparer.Ordinal),
        ];
}
