using System.Collections.Concurrent;
using MigSim.Experiments.Scenarios;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

/// <summary><c>--resume</c> on a made-up testbed.</summary>
public sealed class ResumeTests
{
    private const string Journal = "out/runs.jsonl";

    private readonly ConcurrentQueue<ulong> _made = [];
    private Action<ulong> _meanwhile = _ => { };

    public static TheoryData<string, string> OtherStudies =>
        new()
        {
            { "--seed 2", "--seed is 1 there and 2 here" },
            { "--replications 5", "--replications is 4 there and 5 here" },
            { "--set a=b", "--set is nothing there and 'a=b' here" },
        };

    [Fact]
    public void Resume_AllRunsThere_NoneIsMadeAgainAndTheFilesAreTheSame()
    {
        using FakeProgram program = Create();
        Assert.Equal(0, program.RunSerially());
        string[] files = ["summary.csv", "summary.json", "summary.parquet", "runs.jsonl"];
        byte[][] before =
        [
            .. files.Select(file => File.ReadAllBytes(program.Place[$"out/{file}"])),
        ];
        byte[] picture = File.ReadAllBytes(program.Place["out/comparison.png"]);
        File.Delete(program.Place["out/comparison.png"]);
        int printed = program.Output.Length;
        _made.Clear();

        Assert.Equal(0, program.RunSerially("--resume"));

        Assert.Empty(_made);
        Assert.Equal(before, files.Select(file => File.ReadAllBytes(program.Place[$"out/{file}"])));
        Assert.Equal(picture, File.ReadAllBytes(program.Place["out/comparison.png"]));
        Assert.Equal(program.Output[..printed], program.Output[printed..]);
    }

    [Fact]
    public void Resume_FoldersNotKept_OnlyThePictureNeedsRunsAgain()
    {
        using FakeProgram program = Create();
        Assert.Equal(0, program.RunSerially("--replications", "11"));
        byte[] summary = File.ReadAllBytes(program.Place["out/summary.csv"]);
        byte[] picture = File.ReadAllBytes(program.Place["out/comparison.png"]);
        _made.Clear();

        Assert.Equal(0, program.RunSerially("--replications", "11", "--resume"));

        Assert.Equal([1UL, 1UL], _made);
        Assert.Equal(summary, File.ReadAllBytes(program.Place["out/summary.csv"]));
        Assert.Equal(picture, File.ReadAllBytes(program.Place["out/comparison.png"]));
        Assert.Equal(23, File.ReadAllLines(program.Place[Journal]).Length);
    }

    [Fact]
    public void Resume_LastLineTorn_ThatRunIsMadeAgain()
    {
        using FakeProgram program = Create();
        program.RunSerially();
        byte[] whole = File.ReadAllBytes(program.Place[Journal]);
        byte[] summary = File.ReadAllBytes(program.Place["out/summary.csv"]);
        _made.Clear();
        File.WriteAllBytes(program.Place[Journal], whole[..^10]);

        Assert.Equal(0, program.RunSerially("--resume"));

        Assert.Equal([4UL], _made);
        Assert.Equal(whole, File.ReadAllBytes(program.Place[Journal]));
        Assert.Equal(summary, File.ReadAllBytes(program.Place["out/summary.csv"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Resume_FirstLineTornOrNone_BeginsAnew(int bytes)
    {
        using FakeProgram program = Create();
        program.RunSerially();
        byte[] whole = File.ReadAllBytes(program.Place[Journal]);
        _made.Clear();
        File.WriteAllBytes(program.Place[Journal], whole[..bytes]);

        Assert.Equal(0, program.RunSerially("--resume"));

        Assert.Equal(8, _made.Count);
        Assert.Equal(whole, File.ReadAllBytes(program.Place[Journal]));
    }

    [Fact]
    public void Resume_LineInTheMiddleWrong_NamesIt()
    {
        using FakeProgram program = Create();
        program.RunSerially();
        string[] lines = File.ReadAllLines(program.Place[Journal]);
        lines[3] = lines[3][5..];
        File.WriteAllLines(program.Place[Journal], lines);

        Assert.Equal(2, program.RunSerially("--resume"));
        Assert.StartsWith(
            program.Place[Journal] + ":4:1: it is no line of a journal",
            Assert.Single(program.Errors),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(OtherStudies))]
    public void Resume_AnotherStudy_SaysWhatDiffersAndChangesNothing(string option, string words)
    {
        using FakeProgram program = Create();
        program.RunSerially();
        byte[] journal = File.ReadAllBytes(program.Place[Journal]);
        _made.Clear();

        Assert.Equal(2, program.RunSerially([.. option.Split(' '), "--resume"]));
        Assert.Equal(
            $"{program.Place[Journal]}: it is of another study: {words}",
            Assert.Single(program.Errors)
        );
        Assert.Equal(journal, File.ReadAllBytes(program.Place[Journal]));
        Assert.Empty(_made);
    }

    [Fact]
    public void Resume_InputChanged_NamesTheFile()
    {
        using FakeProgram program = Create();
        program.RunSerially();
        string journal = File.ReadAllText(program.Place[Journal]);
        File.WriteAllText(
            program.Place[Journal],
            journal.Replace("sha256:00", "sha256:01", StringComparison.Ordinal)
        );

        Assert.Equal(2, program.RunSerially("--resume"));
        Assert.EndsWith(
            "platforms/fake.yaml has changed since",
            Assert.Single(program.Errors),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Resume_ARunFailed_ThatOneIsMadeAgain()
    {
        using FakeProgram program = Create();
        _meanwhile = seed =>
        {
            if (seed == 2)
            {
                throw new IOException("gone");
            }
        };
        Assert.Equal(3, program.RunSerially());
        _meanwhile = _ => { };
        _made.Clear();

        Assert.Equal(0, program.RunSerially("--resume"));

        Assert.Equal([2UL, 2UL], _made);
        using FakeProgram other = Create();
        other.RunSerially();
        Assert.Equal(
            File.ReadAllBytes(other.Place["out/summary.csv"]),
            File.ReadAllBytes(program.Place["out/summary.csv"])
        );
    }

    [Fact]
    public void Run_WithoutResume_BeginsAnew()
    {
        using FakeProgram program = Create();
        program.RunSerially();
        _made.Clear();

        Assert.Equal(0, program.RunSerially("--seed", "3"));

        Assert.Equal(8, _made.Count);
        Assert.Equal(9, File.ReadAllLines(program.Place[Journal]).Length);
    }

    [Fact]
    public void Run_AnotherProcessWritesTheJournal_ExitCode3()
    {
        using FakeProgram program = Create();
        program.RunSerially();
        using FileStream taken = new(
            program.Place["out/.runs.jsonl.lock"],
            FileMode.Create,
            FileAccess.Write,
            FileShare.None
        );

        Assert.Equal(3, program.RunSerially("--resume"));
        Assert.Contains(
            "another process is writing its journal",
            Assert.Single(program.Errors),
            StringComparison.Ordinal
        );
    }

    private FakeProgram Create() =>
        new()
        {
            Study = FakeStudy.CreatePair(),
            Backend = new FakeBackend
            {
                Meanwhile = (seed, _) =>
                {
                    _meanwhile(seed);
                    _made.Enqueue(seed);
                },
            },
        };
}
