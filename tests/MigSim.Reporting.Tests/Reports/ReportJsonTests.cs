using System.Text;
using System.Text.Json;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Reports;

public sealed class ReportJsonTests
{
    [Fact]
    public void Write_Report_HasThePromisedShape()
    {
        JsonElement report = Parse();

        Assert.Equal(
            [
                "schemaVersion",
                "manifest",
                "metrics",
                "tables",
                "checks",
                "calibrations",
                "warnings",
                "constants",
            ],
            report.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(
            [
                "scenario",
                "point",
                "testbed",
                "seed",
                "version",
                "commit",
                "overrides",
                "inputs",
                "tools",
                "traceHash",
                "startedAt",
            ],
            report.GetProperty("manifest").EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(1, report.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(
            "1970-01-01T00:00:00.000+00:00",
            report.GetProperty("manifest").GetProperty("startedAt").GetString()
        );
    }

    [Fact]
    public void Write_Metrics_SortedAndNullsKept()
    {
        JsonElement metrics = Parse().GetProperty("metrics");

        string[] names = [.. metrics.EnumerateObject().Select(property => property.Name)];
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("host.node0.cpu_percent").ValueKind);
    }

    [Fact]
    public void Write_CheckWithoutTolerance_NullsKept()
    {
        JsonElement check = Parse().GetProperty("checks")[2];

        Assert.Equal("rtt.after.first_ms", check.GetProperty("metric").GetString());
        Assert.Equal(JsonValueKind.Null, check.GetProperty("within").ValueKind);
        Assert.Equal(JsonValueKind.Null, check.GetProperty("holds").ValueKind);
        Assert.Equal(0.35, check.GetProperty("found").GetDouble());
    }

    [Fact]
    public void Write_Constants_SayWhichAreFitted() =>
        Assert.Equal(
            ["data-sheet", "fitted"],
            Parse()
                .GetProperty("constants")
                .EnumerateArray()
                .Select(constant => constant.GetProperty("origin").GetString())
        );

    private static JsonElement Parse()
    {
        Scenario scenario = FakeStudy.CreateScenario();
        using var stream = new MemoryStream();
        ReportJson.Write(stream, FakeRun.Result(scenario).Report, scenario.Constants);
        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement;
    }
}
