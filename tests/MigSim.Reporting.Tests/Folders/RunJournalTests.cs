using System.Text;
using CsCheck;
using MigSim.Experiments.Input;
using MigSim.Experiments.Running;
using MigSim.Fakes;
using MigSim.Reporting.Folders;

namespace MigSim.Reporting.Tests.Folders;

public sealed class RunJournalTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    private string Path => _place["shards/1-of-2.jsonl"];

    private static StudyIdentity Study { get; } =
        StudyIdentity.Of(
            RunPlan.Of(FakeStudy.Create("a=1", "a=\"2\""), 1, 2),
            "sim",
            "0.1.0",
            "c0ffee",
            ["a=b"]
        );

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Read_AnyRun_IsExactlyTheOneWritten() =>
        Gen.Select(
                Gen.String,
                Gen.ULong,
                Gen.Double.Where(value => !double.IsInfinity(value)).Array[0, 5],
                Gen.Int[0, 2].Array[0, 4],
                Gen.Bool
            )
            .Where((point, _, _, _, _) => !point.Any(char.IsSurrogate))
            .Sample(
                (point, seed, values, checks, isKept) =>
                {
                    var run = new RunRecord(
                        point,
                        seed,
                        [.. values.Select((_, i) => $"metric.{i}")],
                        [.. values],
                        [.. checks.Select(check => check == 2 ? (bool?)null : check == 1)],
                        isKept
                    );
                    using var line = new MemoryStream();
                    JournalLines.WriteRun(line, run);

                    RunRecord read = JournalLines.ReadRun(Encoding.UTF8.GetString(line.ToArray()))!;

                    Assert.DoesNotContain((byte)'\n', line.ToArray());
                    Assert.Equal((point, seed, isKept), (read.Point, read.Seed, read.IsKept));
                    Assert.Equal(run.Metrics.AsEnumerable(), read.Metrics);
                    Assert.Equal(run.Checks.AsEnumerable(), read.Checks);
                    Assert.Equal(Bits(run), Bits(read));
                }
            );

    [Fact]
    public void Read_WrittenStudy_IsTheSame()
    {
        using var line = new MemoryStream();
        JournalLines.WriteStudy(line, Study);

        StudyIdentity read = JournalLines.ReadStudy(Encoding.UTF8.GetString(line.ToArray()));

        Assert.Null(Study.DifferenceTo(read));
        Assert.Equal(
            "program is 0.1.0 c0ffee there and 0.2.0 c0ffee here",
            (Study with { Version = "0.2.0" }).DifferenceTo(read)
        );
        Assert.Equal(
            "the points are others",
            (Study with { PointsDigest = "sha256:0" }).DifferenceTo(read)
        );
    }

    [Fact]
    public void Read_Growing_TailCountsWholeLines()
    {
        var tail = new JournalTail(Path);
        tail.Read();
        Assert.Equal((0, false), (tail.RunCount, tail.HasEnded));
        using (var journal = RunJournal.Open(Path, Study))
        {
            journal.Add(Run(1));
            journal.Add(Run(2));
            journal.Write();
            tail.Read();
            Assert.Equal((2, false), (tail.RunCount, tail.HasEnded));
            journal.End(failed: 0);
        }

        tail.Read();
        Assert.Equal((2, true), (tail.RunCount, tail.HasEnded));
        Assert.True(StoredJournal.Read(Path, Study, _ => { }));
    }

    [Fact]
    public void Open_TornLine_IsCutOffAndTheJournalGoesOn()
    {
        using (var journal = RunJournal.Open(Path, Study))
        {
            journal.Add(Run(1));
            journal.Add(Run(2));
            journal.Write();
        }

        byte[] whole = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, whole[..^7]);
        Assert.Equal([1UL], Seeds());
        using (var journal = RunJournal.Open(Path, Study))
        {
            journal.Add(Run(2));
            journal.Write();
        }

        Assert.Equal(whole, File.ReadAllBytes(Path));
        Assert.Equal([1UL, 2UL], Seeds());
    }

    [Fact]
    public void Open_OpenAlready_IsRefused()
    {
        using var journal = RunJournal.Open(Path, Study);

        var e = Assert.Throws<IOException>(() => RunJournal.Open(Path, Study));
        Assert.Contains("another process", e.Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => RunJournal.Delete(Path));
    }

    [Fact]
    public void Dispose_Closed_LeavesTheJournalOnly()
    {
        RunJournal.Open(Path, Study).Dispose();

        Assert.Equal(["shards", "shards/1-of-2.jsonl"], _place.Entries);
    }

    [Fact]
    public void Read_AnotherStudy_SaysWhatDiffers()
    {
        RunJournal.Open(Path, Study with { FirstSeed = 7 }).Dispose();

        var e = Assert.Throws<InputException>(() => Seeds());
        Assert.EndsWith("--seed is 7 there and 1 here", e.Errors[0].ToString());
    }

    private static IEnumerable<long> Bits(RunRecord run) =>
        run.Values.Select(value =>
            double.IsNaN(value)
                ? BitConverter.DoubleToInt64Bits(double.NaN)
                : BitConverter.DoubleToInt64Bits(value)
        );

    private static RunRecord Run(ulong seed) => new("a=1", seed, ["m"], [0.1], [true], false);

    private List<ulong> Seeds()
    {
        List<ulong> seeds = [];
        StoredJournal.Read(Path, Study, run => seeds.Add(run.Seed));
        return seeds;
    }
}
