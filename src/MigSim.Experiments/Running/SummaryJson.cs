using System.Text.Json;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Running;

/// <summary>The file <c>summary.json</c>.</summary>
public static class SummaryJson
{
    /// <summary>Writes a summary as a document of its own, with a line feed at its end.</summary>
    public static void Write(Stream stream, StudySummary summary)
    {
        using (var json = new Utf8JsonWriter(stream, JsonFormat.Document))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 1);
            json.WriteString("scenario", summary.Scenario);
            json.WriteString("testbed", summary.Testbed);
            json.WriteNumber("firstSeed", summary.FirstSeed);
            json.WriteNumber("replications", summary.Replications);
            json.WriteStartArray("points");
            foreach (PointSummary point in summary.Points)
            {
                WritePoint(json, point);
            }

            json.WriteEndArray();
            if (!summary.Edges.IsEmpty)
            {
                WriteEdges(json, summary);
            }

            if (!summary.Findings.IsEmpty)
            {
                FindingsJson.Write(json, summary.Findings);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WritePoint(Utf8JsonWriter json, PointSummary point)
    {
        json.WriteStartObject();
        json.WriteString("point", point.Point);
        json.WriteNumber("runs", point.Runs);
        if (point.IsPrecise is { } precise)
        {
            json.WriteBoolean("precise", precise);
        }

        json.WriteStartObject("metrics");
        foreach ((string metric, SampleStatistics? statistics) in point.Metrics)
        {
            json.WritePropertyName(metric);
            WriteStatistics(json, statistics);
        }

        json.WriteEndObject();
        json.WriteStartArray("checks");
        foreach (CheckSummary check in point.Checks)
        {
            WriteCheck(json, check);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEdges(Utf8JsonWriter json, StudySummary summary)
    {
        json.WriteStartArray("edges");
        foreach (EdgeFinding finding in summary.Edges)
        {
            json.WriteStartObject();
            json.WriteString("point", finding.Point);
            json.WriteString("axis", finding.Search.Axis);
            json.WriteString("metric", finding.Search.Metric);
            json.WriteString("keeps", finding.Search.IsBelow ? "below" : "above");
            json.WriteNumber("limit", finding.Search.Limit);
            json.WriteString("looksFor", finding.Search.IsSmallest ? "smallest" : "largest");
            json.WriteNumber("confidence", finding.Search.Confidence);
            json.WriteString("outcome", KebabCase.Of(finding.Edge.Outcome));
            json.WriteNumberOrNull("edge", finding.Edge.Keeps);
            json.WriteNumberOrNull("fails", finding.Edge.Fails);
            json.WriteBoolean("undecided", finding.Edge.HasUndecided);
            json.WriteNumber("visits", finding.Edge.Visits.Length);
            json.WriteNumber("runs", finding.Edge.Visits.Sum(visit => visit.Runs));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStatistics(Utf8JsonWriter json, SampleStatistics? statistics)
    {
        json.WriteStartObject();
        json.WriteNumber("n", statistics?.Count ?? 0);
        json.WriteNumberOrNull("mean", statistics?.Mean);
        json.WriteNumberOrNull("standardDeviation", statistics?.StandardDeviation);
        json.WriteNumberOrNull("meanLow95", statistics?.IntervalLow);
        json.WriteNumberOrNull("meanHigh95", statistics?.IntervalHigh);
        json.WriteNumberOrNull("median", statistics?.Median);
        json.WriteNumberOrNull("p05", statistics?.P05);
        json.WriteNumberOrNull("p25", statistics?.P25);
        json.WriteNumberOrNull("p75", statistics?.P75);
        json.WriteNumberOrNull("p95", statistics?.P95);
        json.WriteNumberOrNull("medianLow95", statistics?.MedianInterval?.Low);
        json.WriteNumberOrNull("medianHigh95", statistics?.MedianInterval?.High);
        json.WriteNumberOrNull("p95Low95", statistics?.P95Interval?.Low);
        json.WriteNumberOrNull("p95High95", statistics?.P95Interval?.High);
        json.WriteEndObject();
    }

    private static void WriteCheck(Utf8JsonWriter json, CheckSummary check)
    {
        json.WriteStartObject();
        json.WriteString("metric", check.Check.Metric);
        json.WriteNumber("expected", check.Check.Expected);
        json.WriteNumberOrNull("within", check.Check.Within);
        json.WriteNumberOrNull("foundMean", check.Check.Found);
        json.WriteNumber("runs", check.Runs);
        json.WriteNumber("held", check.Held);
        json.WriteString("source", check.Check.Source);
        json.WriteEndObject();
    }
}
