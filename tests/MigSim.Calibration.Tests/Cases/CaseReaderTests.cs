using MigSim.Calibration.Cases;
using MigSim.Calibration.Profiles;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;
using MigSim.Virtualization;

namespace MigSim.Calibration.Tests.Cases;

public sealed class CaseReaderTests
{
    private const string Columns =
        "case,engine,mode,ram_bytes,nonzero_pages,zero_pages,page_bytes,bandwidth_bps,"
        + "downtime_limit_ms,dirty_curve,dirty_rate_pages_per_s,working_set_pages,auto_converge,"
        + "postcopy_after_s,load_ends_at_s,max_seconds";

    [Theory]
    [InlineData("c,xen-v3,,1e9,,,,1e9,,,,,,,,", 3, "engine", "did you mean 'xen-v2'?")]
    [InlineData("c,,,1e9,,,,1e9,,,,,,,,", 3, "engine", "found nothing")]
    [InlineData("c,qemu,precopy,1e9,,,,1e9,,,,,,,,", 8, "mode", "did you mean 'pre-copy'?")]
    [InlineData(
        "c,xen-v2,post-copy,1e9,,,,1e9,,,,,,,,",
        10,
        "mode",
        "an engine that has post-copy"
    )]
    [InlineData(
        "c,qemu,hybrid,1e9,,,,1e9,,,,,,,,",
        31,
        "postcopy_after_s",
        "when post-copy begins"
    )]
    [InlineData("c,qemu,pre-copy,1e9,,,,1e9,,,,,,5,,", 33, "postcopy_after_s", "nothing")]
    [InlineData("c,qemu,,,,,,1e9,,,,,,,,", 9, "ram_bytes", "ram_bytes, or nonzero_pages")]
    [InlineData("c,qemu,,-1,,,,1e9,,,,,,,,", 9, "ram_bytes", "a number above 0")]
    [InlineData("c,qemu,,4096,9,,,1e9,,,,,,,,", 14, "nonzero_pages", "no more pages than")]
    [InlineData("c,qemu,,1e9,,,,,,,,,,,,", 16, "bandwidth_bps", "in bits per second")]
    [InlineData("c,qemu,,1e9,,,,0,,,,,,,,", 16, "bandwidth_bps", "a number above 0, found '0'")]
    [InlineData("c,qemu,,1e9,,,,1 Gbit/s,,,,,,,,", 16, "bandwidth_bps", "found '1 Gbit/s'")]
    [InlineData("c,qemu,,1e9,,,,1e9,NaN,,,,,,,", 20, "downtime_limit_ms", "found 'NaN'")]
    [InlineData("c,qemu,,1e9,,,,1e9,,hot,,,,,,", 21, "dirty_curve", "and there is none")]
    [InlineData("c,qemu,,1e9,,,,1e9,,hot,5,,,,,", 21, "dirty_curve", "found both")]
    [InlineData(
        "c,qemu,,1e9,,,,1e9,,,,5,,,,",
        22,
        "dirty_rate_pages_per_s",
        "beside the working set"
    )]
    [InlineData("c,qemu,,1e9,,,,1e9,,,,,maybe,,,", 24, "auto_converge", "true or false")]
    [InlineData("c,xen-v2,,1e9,,,,1e9,,,,,true,,,", 26, "auto_converge", "no such thing")]
    [InlineData("c,qemu,,1e9,,,,1e9,,,,,,,,0", 27, "max_seconds", "a number above 0")]
    [InlineData("c,qemu,,1e9,,,,1e9", 1, "", "expected 16 cells, found 8")]
    [InlineData("\"c,qemu,,1e9,,,,1e9,,,,,,,,", 1, "", "a quote that is not closed")]
    public void Read_WrongRow_NamesTheCellAndWhy(string row, int letter, string column, string why)
    {
        CaseProblem problem = Assert.Single(Problems(row));
        Assert.Equal(letter, problem.Letter);
        Assert.Equal(column, problem.Column);
        Assert.Contains(why, problem.At("f.csv", 7), StringComparison.Ordinal);
        Assert.StartsWith($"f.csv:7:{letter}: ", problem.At("f.csv", 7), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralWrongCells_NamesAll() =>
        Assert.Equal(
            ["engine", "mode", "bandwidth_bps"],
            Problems("c,x,y,1e9,,,,z,,,,,,,,").Select(p => p.Column).OrderBy(Place)
        );

    [Theory]
    [InlineData("case,engin,ram_bytes", "did you mean 'engine'?")]
    [InlineData("case,engine,engine", "every column once")]
    [InlineData("case,verdict,engine", "the result 'verdict'")]
    [InlineData("", "columns such as")]
    [InlineData("a,b,c", "columns such as")]
    public void Header_Wrong_SaysWhy(string line, string why)
    {
        var problems = new List<CaseProblem>();
        Assert.Null(CaseHeader.Read(line, problems));
        Assert.Contains(
            problems,
            problem => problem.At("f", 1).Contains(why, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Read_EmptyCells_MeanTheEnginesOwnValues()
    {
        MigrationCase migration = Read("c,qemu,,1073741824,,,,8e8,,,,,,,,");
        Assert.Equal(MigrationMode.PreCopy, migration.Mode);
        Assert.Equal(262_144, migration.Memory.GuestPages);
        Assert.Equal(0, migration.Memory.ZeroPages);
        Assert.Equal(1e8, migration.Path.Rate);
        Assert.Equal(600, migration.SecondsMax);
        Assert.Equal(0.3, Assert.IsType<QemuSettings>(migration.Engine).DowntimeLimit);
        Assert.Equal(0, migration.Memory.UniquePages(10));
    }

    [Fact]
    public void Read_FullCells_MeanWhatTheySay()
    {
        MigrationCase migration = Read("c,qemu,hybrid,,700,300,8192,8e8,150,,20,100,on,5,9,60");
        Assert.Equal(MigrationMode.Hybrid, migration.Mode);
        Assert.Equal(5, migration.PostCopyAfter);
        Assert.Equal(9, migration.LoadEndsAt);
        Assert.Equal(60, migration.SecondsMax);
        Assert.Equal(1000, migration.Memory.GuestPages);
        Assert.Equal(300, migration.Memory.ZeroPages);
        Assert.Equal(8192, migration.Memory.PageBytes);
        Assert.Equal(40, migration.Memory.UniquePages(2));
        Assert.Equal(100, migration.Memory.UniquePages(200));
        var qemu = Assert.IsType<QemuSettings>(migration.Engine);
        Assert.Equal(0.15, qemu.DowntimeLimit);
        Assert.NotNull(qemu.AutoConverge);
    }

    [Fact]
    public void Read_LoadThatEnds_CompletesAfterwards()
    {
        MigrationCase migration = Read("c,qemu,,1073741824,,,,9.408e8,300,,40000,131072,,,30,");
        MigrationOutcome outcome = Predictor.Predict(migration);
        Assert.Equal(MigrationVerdict.Completes, outcome.Verdict);
        Assert.InRange(outcome.TotalSeconds, 30, 40);
    }

    [Fact]
    public void Read_QuotedCells_AreCellsAllTheSame()
    {
        MigrationCase migration = Read("\"a, \"\"b\"\"\",\"qemu\",,4096,,,,1e9,,,,,,,,");
        Assert.Equal(1, migration.Memory.GuestPages);
    }

    private static int Place(string column) => Array.IndexOf(Columns.Split(','), column);

    private static MigrationCase Read(string row)
    {
        var problems = new List<CaseProblem>();
        MigrationCase? migration = Reader().Read(row, problems);
        Assert.Empty(problems);
        return migration!;
    }

    private static List<CaseProblem> Problems(string row)
    {
        var problems = new List<CaseProblem>();
        Assert.Null(Reader().Read(row, problems));
        return problems;
    }

    private static CaseReader Reader() =>
        new(CaseHeader.Read(Columns, [])!, PredictionProfile.None);
}
