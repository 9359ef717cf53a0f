using MigSim.Calibration.Campaigns;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

/// <summary>What cannot be fitted, promoted or imported: one error, exit code 2, and every file as it was.</summary>
public sealed class BadCampaignTests : IDisposable
{
    private const string Rows = "pass,sent,ms\na,30000,1802\nb,3000,185\nc,300,24\nd,100,10\n";

    private const string Target = """
        # What copying costs.
        rate: { value: 500 Mbit/s, origin: assumed, source: "a guess" }
        step: { value: 1 ms, origin: assumed, source: "a guess" } # each pass
        """;

    private readonly TemporaryFolder _place = new();

    public static TheoryData<string, string, string> Mistakes =>
        new()
        {
            { "column: ms, unit: ms", "column: ms", "the unit of duration_ms" },
            { "column: ms, unit: ms", "column: mss, unit: ms", "did you mean 'ms'" },
            { "column: ms, unit: ms", "colunm: ms, unit: ms", "did you mean 'column'" },
            { "name: pass", "name: pas", "did you mean 'pass'" },
            { "    law: pass", "    data: pases\n    law: pass", "did you mean 'passes'" },
            { "law: pass", "law: pas", "did you mean 'pass'" },
            { "to: 900 Mbit/s", "to: 90 Mbit/s", "expected more than 'from', 100 Mbit/s" },
            { "duration_ms: { sc", "duration_m: { sc", "did you mean 'duration_ms'" },
            { "rate: { from", "rte: { from", "the law's constant 'rate'" },
            { "fits:", "fit:", "did you mean 'fits'" },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Fit_ManifestWithAMistake_SaysSoAndChangesNothing(
        string right,
        string wrong,
        string expected
    )
    {
        Write(CopyingCampaign.Manifest.Replace(right, wrong, StringComparison.Ordinal), Rows);
        AssertRefused(expected, "fit", _place["c"]);
    }

    [Theory]
    [InlineData("pass,sent,ms\na,1,1\nb,2,2\n", "at least 3 measured values for 2 parameters")]
    [InlineData("pass,sent,ms\na,1,\nb,2,\nc,3,\nd,4,\n", "at least 3 measured values")]
    [InlineData("pass,sent,ms\na,1,NaN\n", "passes.csv:2:1: expected a finite number (ms), found")]
    [InlineData("pass,sent,ms\n", "the names of its columns and no row")]
    [InlineData("", "an empty file")]
    [InlineData("pass,sent,ms\na,1,1\na,2,2\n", "passes.csv:3:1: expected every run once")]
    [InlineData("pass,sent,sent\na,1,1\n", "every column once, found 'sent' again")]
    public void Fit_RowsThatWillNotDo_SaysSoAndChangesNothing(string rows, string expected)
    {
        Write(CopyingCampaign.Manifest, rows);
        AssertRefused(expected, "fit", _place["c"]);
    }

    [Fact]
    public void Fit_RawFileThatChanged_ChangesNothing()
    {
        Write(CopyingCampaign.Manifest, Rows);
        File.AppendAllText(_place["c/raw/passes.csv"], "e,1,1\n");
        AssertRefused("its checksum differs", "fit", _place["c"]);
    }

    [Fact]
    public void Promote_FitOfTheCampaign_KeepsTheFilesComments()
    {
        Fitted();
        using var program = new FakeProgram();
        Assert.Equal(0, program.Invoke("calibrate", "promote", _place["c"]));
        string[] lines = File.ReadAllLines(_place["c/copying.yaml"]);
        Assert.Equal("# What copying costs.", lines[0]);
        Assert.StartsWith("rate: { value: 5", lines[1], StringComparison.Ordinal);
        Assert.Contains("origin: fitted", lines[1], StringComparison.Ordinal);
        Assert.Contains("campaigns/c, fit copying, sha256:", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("} # each pass", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Promote_FitThatIsOlderThanTheData_ChangesNothing()
    {
        Fitted();
        File.WriteAllText(_place["more.csv"], "pass,sent,ms\ne,1,1\n");
        using var program = new FakeProgram();
        Assert.Equal(0, program.Invoke("calibrate", "import", _place["c"], _place["more.csv"]));
        AssertRefused("a fit to the campaign's raw files; fit again", "promote", _place["c"]);
    }

    [Theory]
    [InlineData("step: {", "stop: {", "origin and source at step, found none; did you mean 'stop'")]
    [InlineData("rate: {", "rates: {", "did you mean 'rates'")]
    [InlineData(", source: \"a guess\" } #", " } #", "value, origin and source at step")]
    public void Promote_ToAFileWithoutTheConstant_ChangesNothing(
        string right,
        string wrong,
        string expected
    )
    {
        Fitted();
        File.WriteAllText(
            _place["c/copying.yaml"],
            Target.Replace(right, wrong, StringComparison.Ordinal)
        );
        AssertRefused(expected, "promote", _place["c"]);
    }

    [Fact]
    public void Promote_BeforeAFitOrToNoFile_ChangesNothing()
    {
        Write(CopyingCampaign.Manifest, Rows);
        AssertRefused("a fit; make it with 'migsim calibrate fit'", "promote", _place["c"]);
        Fitted();
        AssertRefused("no such file", "promote", _place["c"], "--output", _place["none.yaml"]);
    }

    [Fact]
    public void Import_SourceThatWillNotDo_ChangesNothing()
    {
        Write(CopyingCampaign.Manifest, Rows);
        Directory.CreateDirectory(_place["other"]);
        File.WriteAllText(_place["other/passes.csv"], "pass,sent,ms\na,1,1\n");
        File.WriteAllText(_place["good.csv"], "a\n1\n");
        AssertRefused(
            "raw files that never change",
            "import",
            _place["c"],
            _place["good.csv"],
            _place["other/passes.csv"]
        );
        AssertRefused("a run folder or a table", "import", _place["c"], _place["nowhere"]);
    }

    public void Dispose() => _place.Dispose();

    private void Fitted()
    {
        Write(CopyingCampaign.Manifest, Rows);
        File.WriteAllText(_place["c/copying.yaml"], Target);
        using var program = new FakeProgram();
        Assert.Equal(0, program.Invoke("calibrate", "fit", _place["c"], "--bootstraps", "0"));
    }

    private void AssertRefused(string expected, string verb, params string[] arguments)
    {
        SortedDictionary<string, string> before = State();
        using var program = new FakeProgram();
        Assert.Equal(2, program.Invoke(["calibrate", verb, .. arguments]));
        Assert.Contains(
            program.Errors,
            error => error.Contains(expected, StringComparison.Ordinal)
        );
        Assert.Equal(before, State());
    }

    private SortedDictionary<string, string> State() =>
        new(
            Directory
                .EnumerateFiles(_place.Path, "*", SearchOption.AllDirectories)
                .ToDictionary(path => path, File.ReadAllText),
            StringComparer.Ordinal
        );

    private void Write(string manifest, string rows)
    {
        string raw = Directory.CreateDirectory(_place["c/raw"]).FullName;
        File.WriteAllText(_place["c/manifest.yaml"], manifest);
        File.WriteAllText(Path.Combine(raw, "passes.csv"), rows);
        File.WriteAllText(Path.Combine(raw, RawFiles.SumsName), RawFiles.Sums(raw));
    }
}
