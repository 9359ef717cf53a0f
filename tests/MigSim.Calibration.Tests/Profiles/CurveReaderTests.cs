using MigSim.Calibration.Profiles;
using MigSim.Experiments.Input;
using MigSim.Models.Memory;

namespace MigSim.Calibration.Tests.Profiles;

public sealed class CurveReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("migsim-curves-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_Phases_OneLoadAfterTheOther()
    {
        IDirtyCurve curve = Read(
            """
            curves:
              slow: { kind: rate, rate: { value: 4096 B/s, origin: assumed, source: a } }
              fast: { kind: rate, rate: { value: 40960 B/s, origin: assumed, source: a } }
              day:
                kind: phases
                phases:
                  morning: { until: { value: 10 s, origin: assumed, source: a }, curve: slow }
                  noon: { until: { value: 20 s, origin: assumed, source: a }, curve: fast }
                  evening: { curve: slow }
            """
        )["day"];

        Assert.Equal(10, curve.UniquePages(0, 10), 1e-9);
        Assert.Equal(60, curve.UniquePages(5, 10) + 5, 1e-9);
        Assert.Equal(115, curve.UniquePages(5, 20) + 5, 1e-9);
        Assert.Equal(3, curve.UniquePages(100, 3), 1e-9);
        Assert.Equal(20, curve.SteadyFrom);
    }

    [Fact]
    public void Read_Trace_IsReplayedAndBeginsAgain()
    {
        File.WriteAllText(Path.Combine(_folder, "trace.txt"), "0-9\n5-14 20\n\n");
        IDirtyCurve curve = Read(
            """
            curves:
              trace: { kind: trace, interval: { value: 1 s, origin: measured, source: a }, file: trace.txt }
            """
        )["trace"];

        Assert.Equal(10, curve.UniquePages(0, 1), 1e-9);
        Assert.Equal(5, curve.UniquePages(0, 0.5), 1e-9);
        Assert.Equal(16, curve.UniquePages(0, 2), 1e-9);
        Assert.Equal(0, curve.UniquePages(2, 1), 1e-9);
        Assert.Equal(10, curve.UniquePages(3, 1), 1e-9);
        Assert.Equal(16, curve.UniquePages(0, 30), 1e-9);

        // Pages 5 to 9 are in both intervals.
        Assert.Equal(5, curve.PagesAgain(0, 1, 1), 1e-9);
    }

    [Theory]
    [InlineData("{ kind: phases, phases: { a: { curve: nobody } } }", "slow")]
    [InlineData("{ kind: trace, file: none.txt }", "the field 'interval'")]
    [InlineData("{ kind: trace, interval: 1 s }", "the field 'file'")]
    [InlineData(
        "{ kind: trace, interval: { value: 1 s, origin: measured, source: a }, file: none.txt }",
        "a file that can be read"
    )]
    [InlineData(
        "{ kind: trace, interval: { value: 1 s, origin: measured, source: a }, file: bad.txt }",
        "page numbers such as '0-307 512' in line 2"
    )]
    public void Read_Wrong_SaysWhatIsExpected(string curve, string expected)
    {
        File.WriteAllText(Path.Combine(_folder, "bad.txt"), "0-9\n9-0\n");

        InputException exception = Assert.Throws<InputException>(() =>
            Read(
                $$"""
                curves:
                  slow: { kind: rate, rate: { value: 4096 B/s, origin: assumed, source: a } }
                  other: {{curve}}
                """
            )
        );
        Assert.Contains(
            exception.Errors,
            error => error.ToString().Contains(expected, StringComparison.Ordinal)
        );
    }

    private IReadOnlyDictionary<string, IDirtyCurve> Read(string text)
    {
        string path = Path.Combine(_folder, "profile.yaml");
        File.WriteAllText(path, text);
        return PredictionProfile.Load(path).Curves;
    }
}
