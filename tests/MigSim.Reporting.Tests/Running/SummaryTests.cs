using System.Text.Json;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Running;

public sealed class SummaryTests
{
    [Fact]
    public void Summarize_MetricNeverObserved_CountsNone()
    {
        PointSummary point = Summarize(1.0, 1.01);

        Assert.Null(point.Metrics["host.node0.cpu_percent"]);
        Assert.Equal(2, point.Metrics["rtt.during.mean_ms"]!.Count);
    }

    [Fact]
    public void Summarize_OneRunFails_CheckCountsIt()
    {
        CheckSummary check = Summarize(1.0, 1.01, 3.0).Checks[1];

        Assert.Equal((3, 2), (check.Runs, check.Held));
        Assert.False(check.Check.Holds);
    }

    [Fact]
    public void Tables_ManyRuns_MeanAndHalfInterval()
    {
        ReportTable table = SummaryTables.Of(Summarize(1.0, 1.02), "sim")[0];

        Assert.Equal("1.010 ± 0.127", table.Rows[1][3]);
        Assert.Equal("holds in 2 of 2", table.Rows[1][^1]);
    }

    [Fact]
    public void Csv_PointWithComma_IsQuoted()
    {
        var writer = new StringWriter();

        SummaryCsv.Write(writer, Study(Summarize(1.0, 1.02) with { Point = "a=1,b=2" }));

        string[] lines = writer.ToString().Split('\n');
        Assert.Contains("\"a=1,b=2\",host.node0.cpu_percent,0,,,,,,,,,,,,,", lines);
        Assert.All(lines[1..^1], line => Assert.Equal(16, Cells(line)));
    }

    [Fact]
    public void Json_Summary_HasStatisticsByName()
    {
        using var stream = new MemoryStream();

        SummaryJson.Write(stream, Study(Summarize(1.0, 1.02)));

        JsonElement point = JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("points")[
            0
        ];
        JsonElement metric = point.GetProperty("metrics").GetProperty("rtt.during.mean_ms");
        Assert.Equal(2, metric.GetProperty("n").GetInt32());
        Assert.Equal(1.01, metric.GetProperty("median").GetDouble(), 12);
        Assert.Equal(2, point.GetProperty("checks")[1].GetProperty("held").GetInt32());
    }

    private static int Cells(string line) =>
        line.Replace("\"a=1,b=2\"", "", StringComparison.Ordinal).Split(',').Length;

    private static StudySummary Study(PointSummary point) => new("fake", "sim", 1, 2, [point]);

    private static PointSummary Summarize(params double[] during)
    {
        Scenario scenario = FakeStudy.CreateScenario();
        var replications = new Replications(scenario);
        foreach (double value in during)
        {
            RunReport report = FakeRun.Result().Report;
            replications.Add(
                RunRecord.Of(
                    RunReports.Create(
                        scenario,
                        report.Manifest,
                        report.Metrics.SetItem("rtt.during.mean_ms", value)
                    ),
                    isKept: false
                )
            );
        }

        return replications.Summarize();
    }
}
