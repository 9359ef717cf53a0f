using System.Collections.Immutable;
using MigSim.Calibration.Shadow;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;

namespace MigSim.Calibration.Tests.Shadow;

/// <summary>The book of predictions of a campaign.</summary>
public sealed class PredictionBookTests : IDisposable
{
    private static readonly MetricPrediction Total = new(
        "migration.x0.total_ms",
        1000,
        900,
        1100,
        "44 runs, of the fit"
    );

    private readonly string _folder = Directory.CreateTempSubdirectory("migsim-book-").FullName;

    private string Book => Path.Combine(_folder, PredictionBook.FileName);

    [Fact]
    public void Add_TwiceThenRead_HasAllErrors()
    {
        Assert.Empty(PredictionBook.Read(_folder));
        PredictionBook.Add(_folder, [Score(1050)]);
        PredictionBook.Add(_folder, [Score(1200), Score(0.1)]);
        Assert.Equal(
            [
                new PastError(Total.Metric, 1000, 1050),
                new PastError(Total.Metric, 1000, 1200),
                new PastError(Total.Metric, 1000, 0.1),
            ],
            PredictionBook.Read(_folder)
        );
        string[] lines = File.ReadAllLines(Book);
        Assert.Equal(PredictionScore.Columns, lines[0]);
        Assert.Contains(",1050,yes,\"44 runs, of the fit\"", lines[1], StringComparison.Ordinal);
        Assert.Contains(",1200,no,", lines[2], StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("metric,predicted\nx,1\n", "a column 'measured'")]
    [InlineData("metric,predicted,measured\nx,1,NaN\n", ":2:1: expected a number, found 'NaN'")]
    public void Read_FileThatIsNoBook_SaysWhere(string text, string expected)
    {
        File.WriteAllText(Book, text);
        var error = Assert.Throws<InputException>(() => PredictionBook.Read(_folder));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static PredictionScore Score(double measured) =>
        new(
            new RunManifest
            {
                Scenario = "moves",
                Point = "rate=1,link=2",
                Testbed = "lab",
                Seed = 7,
                Version = "1",
                Commit = "unknown",
                Overrides = [],
                Inputs = ImmutableSortedDictionary<string, string>.Empty,
                Tools = ImmutableSortedDictionary<string, string>.Empty,
                TraceHash = null,
                StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            },
            "",
            Total,
            measured
        );
}
