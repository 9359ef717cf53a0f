using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Reports;

public sealed class EventLogTests
{
    [Fact]
    public void Write_EveryKindOfEvent_OneObjectALine()
    {
        string[] lines = Write(FakeRun.Result().Events);

        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, Parse(line).ValueKind));
        Assert.Equal(
            typeof(RunEvent).GetNestedTypes().Length,
            lines.Select(line => Parse(line).GetProperty("event").GetString()).Distinct().Count()
        );
    }

    [Fact]
    public void Write_ScriptEnded_NamesAreTextAndWordsAreKebabCase() =>
        Assert.Contains(
            """{"at":18.5,"event":"script-ended","host":"node0","vm":"x0","verb":"stop","exit":"not-running"}""",
            Write(FakeRun.Result().Events)
        );

    [Fact]
    public void Write_TextWithQuotes_IsEscaped() =>
        Assert.Contains(
            Write(FakeRun.Result().Events),
            line =>
                line.EndsWith(
                    """
                    "text":"x0 \"now\""}
                    """,
                    StringComparison.Ordinal
                )
        );

    [Fact]
    public void Write_MigrationEnded_ReportAndRoundsNested()
    {
        JsonElement report = Write(FakeRun.Result().Events)
            .Select(Parse)
            .Single(e => e.GetProperty("event").GetString() == "migration-ended")
            .GetProperty("report");

        Assert.Equal("pre-copy", report.GetProperty("mode").GetString());
        Assert.Equal(229, report.GetProperty("downtime_ms").GetDouble());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("downtime_parts").ValueKind);
        Assert.Equal(2, report.GetProperty("rounds").GetArrayLength());
        Assert.Equal(20.771, report.GetProperty("rounds")[1].GetProperty("started_s").GetDouble());
    }

    [Fact]
    public void Write_SmallTime_NotInScientificNotation()
    {
        string line = Write([
            new RunEvent.VmCreated(TimeSpan.FromTicks(1), new VmName("x"), new HostName("h")),
        ])[0];

        Assert.StartsWith("""{"at":0.0000001,""", line, StringComparison.Ordinal);
    }

    private static string[] Write(ImmutableArray<RunEvent> events)
    {
        var writer = new StringWriter();
        EventLog.Write(writer, events);
        return writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;
}
