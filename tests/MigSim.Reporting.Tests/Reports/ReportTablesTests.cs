using System.Collections.Immutable;
using MigSim.Experiments.Reports;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Reports;

public sealed class ReportTablesTests
{
    [Fact]
    public void Of_PublishedValues_TitledByTheirSource()
    {
        ImmutableArray<ReportTable> tables = ReportTables.Of(
            FakeRun.Result(FakeStudy.CreateScenario("script=live-migrate,memory=512MiB")).Report
        );

        Assert.Equal(
            ["Table 3 (live-migrate, 512MiB)", "Other predictions (live-migrate, 512MiB)"],
            tables.Select(table => table.Title)
        );
    }

    [Fact]
    public void Of_CheckThatHolds_RowBesideThePublishedValue()
    {
        RunReport report = WithDuring(1.012);

        Assert.Equal(
            [
                "RTT during the failover, mean",
                "rtt.during.mean_ms",
                "ms",
                "1.012",
                "1.0",
                "+0.012",
                "±0.05",
                "holds",
            ],
            ReportTables.Of(report)[0].Rows[1]
        );
    }

    [Fact]
    public void Of_CheckThatFails_SaysSo() =>
        Assert.Equal("FAILS", ReportTables.Of(WithDuring(2))[0].Rows[1][^1]);

    [Fact]
    public void Of_ValueNotObservable_SaysSoAndHasNoDifference()
    {
        ImmutableArray<string> row = ReportTables.Of(WithDuring(null))[0].Rows[1];

        Assert.Equal("not observable", row[3]);
        Assert.Equal("", row[5]);
    }

    [Fact]
    public void Of_OtherPredictions_WithoutThoseThatWerePublished()
    {
        ReportTable others = ReportTables.Of(FakeRun.Result().Report)[1];

        Assert.DoesNotContain(others.Rows, row => row[1] == "rtt.during.mean_ms");
        Assert.Contains(
            others.Rows,
            row =>
                row.SequenceEqual([
                    "migration of x0, transferred",
                    "migration.x0.transferred_bytes",
                    "MiB",
                    "143.1",
                ])
        );
    }

    private static RunReport WithDuring(double? value)
    {
        const string Metric = "rtt.during.mean_ms";
        RunReport report = FakeRun.Result().Report;
        return RunReports.Create(
            FakeStudy.CreateScenario(),
            report.Manifest,
            report.Metrics.SetItem(Metric, value)
        );
    }
}
