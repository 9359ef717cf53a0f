using System.Globalization;
using DuckDB.NET.Data;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;
using MigSim.Fakes;
using MigSim.Reporting.Folders;

namespace MigSim.Reporting.Tests.Folders;

/// <summary><c>summary.parquet</c>, read back by another program's reader.</summary>
public sealed class SummaryParquetTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public SummaryParquetTests()
    {
        var folder = new StudyFolder("fake", _place["out"], 2);
        Directory.CreateDirectory(folder.Path);
        folder.WriteSummary(Summary());
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Write_Summary_DuckDbReadsTheRowsOfTheCsv()
    {
        string[] lines = File.ReadAllLines(_place["out/summary.csv"]);

        List<object?[]> rows = Query("select * exclude (bandwidth, axis_n) from summary");

        string[] columns = lines[0].Split(',');
        Assert.Equal(lines.Length - 1, rows.Count);
        Assert.All(
            rows.Zip(lines.Skip(1)),
            pair =>
                Assert.Equal(
                    pair.Second,
                    string.Join(
                        ',',
                        pair.First.Select(cell =>
                            Convert.ToString(cell, CultureInfo.InvariantCulture)
                        )
                    )
                )
        );
        Assert.Equal(columns.Length, rows[0].Length);
    }

    [Fact]
    public void Write_Summary_ColumnsHaveTypes() =>
        Assert.Equal(
            [
                ("point", "VARCHAR"),
                ("bandwidth", "VARCHAR"),
                ("axis_n", "VARCHAR"),
                ("metric", "VARCHAR"),
                ("n", "INTEGER"),
                ("mean", "DOUBLE"),
            ],
            Query("describe select * from summary")
                .Select(row => ((string)row[0]!, (string)row[1]!))
                .Take(6)
        );

    [Fact]
    public void Write_Axes_CanBeAskedFor() =>
        Assert.Equal(
            ["1Gbit:2", "100Mbit:2"],
            Query(
                    """
                    select bandwidth || ':' || n from summary where metric = 'rtt.during.mean_ms' and axis_n = '7'
                    """
                )
                .Select(row => (string)row[0]!)
        );

    [Fact]
    public void Write_SameSummary_SameBytes()
    {
        using var again = new MemoryStream();

        SummaryParquet.Write(again, Summary());

        Assert.Equal(File.ReadAllBytes(_place["out/summary.parquet"]), again.ToArray());
    }

    private static StudySummary Summary() =>
        new("fake", "sim", 1, 2, [Point("1Gbit"), Point("100Mbit")]);

    private static PointSummary Point(string bandwidth)
    {
        Scenario scenario = FakeStudy.CreateScenario($"bandwidth={bandwidth};n=7") with
        {
            Coordinates = [new AxisValue("bandwidth", bandwidth, 1), new AxisValue("n", "7", 7)],
        };
        var replications = new Replications(scenario);
        foreach (ulong seed in new ulong[] { 1, 2 })
        {
            replications.Add(RunRecord.Of(FakeRun.Result(scenario, seed).Report, isKept: false));
        }

        return replications.Summarize();
    }

    private List<object?[]> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText =
            $"create view summary as select * from read_parquet('{_place["out/summary.parquet"]}')";
        command.ExecuteNonQuery();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            rows.Add([
                .. Enumerable
                    .Range(0, reader.FieldCount)
                    .Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)),
            ]);
        }

        return rows;
    }
}
