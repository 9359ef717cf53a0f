using MigSim.Fakes;

namespace MigSim.Cli.Tests;

public sealed class PredictTests : IDisposable
{
    private const string Columns =
        "case,engine,mode,ram_bytes,bandwidth_bps,dirty_rate_pages_per_s,working_set_pages";

    private readonly TemporaryFolder _place = new();

    [Fact]
    public void Predict_GoodRows_ComeBackWithTheirResults()
    {
        using var program = new FakeProgram();
        string cases = Write(
            Columns,
            "a,xen-v2,pre-copy,1073741824,940800000,15000,131072",
            "b,qemu,,1073741824,940800000,40000,131072"
        );

        Assert.Equal(0, program.Invoke("predict", cases));
        Assert.Empty(program.Errors);
        Assert.Equal(
            [
                $"{Columns},verdict,total_ms,downtime_ms,transferred_bytes,rounds,first_throttle_s",
                "a,xen-v2,pre-copy,1073741824,940800000,15000,131072,"
                    + "completes,18369.832585,343.432177,2160292312,5,",
                "b,qemu,,1073741824,940800000,40000,131072,"
                    + "does-not-converge,600000,,70560000000,131,",
            ],
            program.Output.TrimEnd().Split('\n')
        );
    }

    [Fact]
    public void Predict_BadRows_AreNamedAndTheOthersComputed()
    {
        using var program = new FakeProgram();
        string cases = Write(
            Columns,
            "a,xen-v2,pre-copy,1073741824,940800000,15000,131072",
            "b,qmu,pre-copy,1073741824,940800000,15000,131072",
            "",
            "c,qemu,pre-copy,1073741824,fast,15000,131072",
            "d,qemu",
            "e,qemu,post-copy,1073741824,940800000,,"
        );
        string output = _place["out.csv"];

        Assert.Equal(2, program.Invoke("predict", cases, "--output", output));
        Assert.Equal(3, program.Errors.Length);
        Assert.StartsWith($"{cases}:3:3: engine: expected an engine", program.Errors[0]);
        Assert.EndsWith("did you mean 'qemu'?", program.Errors[0], StringComparison.Ordinal);
        Assert.Equal(
            $"{cases}:5:28: bandwidth_bps: expected a number above 0, found 'fast'",
            program.Errors[1]
        );
        Assert.Equal($"{cases}:6:1: expected 7 cells, found 2", program.Errors[2]);
        string[] rows = File.ReadAllLines(output);
        Assert.Equal(["case", "a", "e"], rows.Select(row => row.Split(',')[0]));
    }

    [Fact]
    public void Predict_WithAProfile_ItsEnginesAndCurvesHold()
    {
        using var program = new FakeProgram();
        string cases = Write(
            "case,mode,nonzero_pages,zero_pages",
            "a,pre-copy,186730.5,79719.5",
            "b,post-copy,186730.5,79719.5"
        );
        string profile = Path.Combine(
            MigSimProcess.Root,
            "calibration",
            "reference",
            "gigabit.yaml"
        );

        Assert.Equal(0, program.Invoke("predict", cases, "--profile", profile));
        string[] rows = program.Output.TrimEnd().Split('\n');
        Assert.InRange(double.Parse(rows[1].Split(',')[5]), 6784 * 0.99, 6784 * 1.01);
        Assert.InRange(double.Parse(rows[2].Split(',')[5]), 6578 * 0.99, 6578 * 1.01);
    }

    [Theory]
    [InlineData("engines: { qemu: { pag: 4104 B } }", "there is no field 'pag' in engines.qemu")]
    [InlineData("engines: { new: { page: 4104 B } }", "'like' with an engine")]
    [InlineData("engines: { qemu: { slice: 50 } }", "a duration such as")]
    [InlineData("curves: { hot: { kind: raet } }", "did you mean 'rate'?")]
    [InlineData("curve: { hot: { kind: rate } }", "did you mean 'curves'?")]
    [InlineData("curves: { hot: { kind: samples, samples: [[2 s, 1 MB], [1 s, 2 MB]] } }", "grow")]
    [InlineData("engines: { qemu: { setup: { value: 1 s, origin: fited } } }", "'fitted'?")]
    public void Predict_WrongProfile_SaysWhereAndWhy(string profile, string why)
    {
        using var program = new FakeProgram();
        File.WriteAllText(_place["profile.yaml"], profile);

        Assert.Equal(
            2,
            program.Invoke("predict", Write(Columns), "--profile", _place["profile.yaml"])
        );
        Assert.Contains(
            program.Errors,
            error =>
                error.Contains(why, StringComparison.Ordinal)
                && error.Contains("profile.yaml:1:", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Predict_NoSuchFile_ExitCode2()
    {
        using var program = new FakeProgram();

        Assert.Equal(2, program.Invoke("predict", _place["none.csv"]));
        Assert.Contains("expected a file that can be read", Assert.Single(program.Errors));
    }

    [Fact]
    public void Predict_ColumnThatResemblesAnother_ExitCode2AndNoOutput()
    {
        using var program = new FakeProgram();
        string output = _place["out.csv"];

        Assert.Equal(2, program.Invoke("predict", Write("case,engin"), "--output", output));
        Assert.Contains("did you mean 'engine'?", program.Errors[0], StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void Validate_SuiteOfTheRepository_PrintsItsTablesAndHolds()
    {
        using var program = new FakeProgram();
        string suite = Path.Combine(
            MigSimProcess.Root,
            "calibration",
            "reference",
            "suite-qemu-lab-100mbit.yaml"
        );

        Assert.Equal(0, program.Invoke("validate", suite, "--cases"));
        Assert.Contains("0 of 24 verdicts wrong", program.Output, StringComparison.Ordinal);
        Assert.Contains("m-100mbit-r5-w8-m128-3", program.Output, StringComparison.Ordinal);
        Assert.Contains("Gudkov", program.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private string Write(params string[] lines)
    {
        File.WriteAllLines(_place["cases.csv"], lines);
        return _place["cases.csv"];
    }
}
