using System.Collections.Concurrent;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

/// <summary><c>--shard</c> on a made-up testbed.</summary>
public sealed class ShardTests
{
    private const string Journal = "out/runs.jsonl";

    private readonly ConcurrentQueue<ulong> _made = [];

    [Fact]
    public void Shard_ThreeOfThemAndCollected_SameFilesAsInOnePiece()
    {
        using FakeProgram whole = Create();
        whole.RunSerially();
        _made.Clear();
        using FakeProgram parts = Create();

        Assert.Equal(0, parts.RunSerially("--shard", "2/3"));
        Assert.Equal([2UL, 1UL, 4UL], _made);
        Assert.Equal(0, parts.RunSerially("--shard", "1/3"));
        Assert.Equal(0, parts.RunSerially("--shard", "3/3"));
        Assert.False(File.Exists(parts.Place["out/summary.csv"]));
        Assert.Contains("shard 3/3: 2 runs in ", parts.Output, StringComparison.Ordinal);
        _made.Clear();

        Assert.Equal(0, parts.RunSerially("--resume"));

        Assert.Empty(_made);
        Assert.Equal(
            File.ReadAllBytes(whole.Place["out/summary.csv"]),
            File.ReadAllBytes(parts.Place["out/summary.csv"])
        );
        Assert.Equal(
            File.ReadAllBytes(whole.Place[Journal]),
            File.ReadAllBytes(parts.Place[Journal])
        );
        Assert.Empty(Directory.EnumerateFiles(parts.Place["out/shards"]));
    }

    [Fact]
    public void Shard_NotCollected_AreNotThrownAway()
    {
        using FakeProgram program = Create();
        program.RunSerially("--shard", "1/2");

        Assert.Equal(2, program.RunSerially());
        Assert.Contains("--resume collects them", program.Errors[0], StringComparison.Ordinal);

        _made.Clear();
        Assert.Equal(0, program.RunSerially("--resume"));
        Assert.Equal(4, _made.Count);
    }

    [Fact]
    public void Shard_OfAStudyThatDecidesWhenToStop_HasWholePoints()
    {
        Study study = FakeStudy.CreatePair() with
        {
            Design = new StudyDesign { Until = new Precision("probe.lost", 0.1, true, 40) },
        };
        using FakeProgram program = Create(study);

        Assert.Equal(0, program.Run("--shard", "2/2", "--parallel", "1"));
        Assert.Equal(Enumerable.Range(1, 10).Select(seed => (ulong)seed), _made);
        Assert.All(
            File.ReadLines(program.Place["out/shards/2-of-2.jsonl"]).Skip(1).SkipLast(1),
            line => Assert.StartsWith("{\"point\":\"script=b\"", line, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("1/3/5")]
    public void Shard_NoShard_ExitCode2(string shard)
    {
        using FakeProgram program = Create();

        Assert.Equal(2, program.RunSerially("--shard", shard));
        Assert.StartsWith(
            $"migsim run: --shard: '{shard}' is not I/N",
            Assert.Single(program.Errors),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Shard_OfASingleRun_ExitCode2()
    {
        using var program = new FakeProgram();

        Assert.Equal(2, program.Run("--shard", "1/2"));
        Assert.Contains(
            "cannot be divided",
            Assert.Single(program.Errors),
            StringComparison.Ordinal
        );
    }

    private FakeProgram Create(Study? study = null) =>
        new()
        {
            Study = study ?? FakeStudy.CreatePair(),
            Backend = new FakeBackend { Meanwhile = (seed, _) => _made.Enqueue(seed) },
        };
}
