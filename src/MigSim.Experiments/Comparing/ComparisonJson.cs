using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;

namespace MigSim.Experiments.Comparing;

/// <summary>The file <c>comparison.json</c>.</summary>
public static class ComparisonJson
{
    private const int SchemaVersion = 1;

    /// <summary>Writes a comparison as a document of its own, with a line feed at its end.</summary>
    public static void Write(Stream stream, RunComparison comparison)
    {
        using (var json = new Utf8JsonWriter(stream, JsonFormat.Document))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("scenario", comparison.Scenario);
            json.WriteNumber("tolerance", comparison.Options.Tolerance);
            json.WriteNumber("confidence", 0.95);
            json.WriteBoolean("allWithin", comparison.AllWithin);
            WriteTexts(json, "notes", comparison.Notes);
            json.WriteStartArray("points");
            foreach (PointComparison point in comparison.Points)
            {
                WritePoint(json, point);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WritePoint(Utf8JsonWriter json, PointComparison point)
    {
        json.WriteStartObject();
        WriteSide(json, "left", point.Left);
        WriteSide(json, "right", point.Right);
        json.WriteNumber("pairs", point.PairCount);
        WriteTexts(json, "conditions", point.Conditions);
        json.WriteStartObject("metrics");
        foreach (MetricComparison metric in point.Metrics)
        {
            json.WriteStartObject(metric.Metric);
            WriteStatistics(json, "left", metric.Left);
            WriteStatistics(json, "right", metric.Right);
            WriteMeans(json, metric.Means);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("rtt");
        foreach (SpanComparison span in point.Spans)
        {
            json.WriteStartObject(KebabCase.Of(span.Span));
            WriteStatistics(json, "left", span.Left);
            WriteStatistics(json, "right", span.Right);
            WriteMeans(json, span.Means);
            json.WriteNumberOrNull("kolmogorovSmirnov", span.Distributions?.Distance);
            json.WriteNumberOrNull("chance", span.Distributions?.Chance);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, ComparedSide side)
    {
        json.WriteStartObject(name);
        json.WriteString("label", side.Label);
        json.WriteString("point", side.Manifest.Point);
        json.WriteString("testbed", side.Manifest.Testbed);
        json.WriteStartArray("seeds");
        foreach (RunResult run in side.Runs)
        {
            json.WriteNumberValue(run.Report.Manifest.Seed);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStatistics(
        Utf8JsonWriter json,
        string name,
        SampleStatistics? statistics
    )
    {
        json.WriteStartObject(name);
        json.WriteNumber("n", statistics?.Count ?? 0);
        json.WriteNumberOrNull("mean", statistics?.Mean);
        json.WriteNumberOrNull("standardDeviation", statistics?.StandardDeviation);
        json.WriteNumberOrNull("median", statistics?.Median);
        json.WriteNumberOrNull("p95", statistics?.P95);
        json.WriteEndObject();
    }

    private static void WriteMeans(Utf8JsonWriter json, MeanComparison means)
    {
        json.WriteNumberOrNull("difference", means.Difference);
        json.WriteNumberOrNull("differenceLow95", means.Difference - means.DifferenceHalfInterval);
        json.WriteNumberOrNull("differenceHigh95", means.Difference + means.DifferenceHalfInterval);
        json.WriteNumberOrNull("ratio", means.Ratio);
        json.WriteNumberOrNull("ratioLow95", means.RatioLow);
        json.WriteNumberOrNull("ratioHigh95", means.RatioHigh);
        json.WriteBoolean("paired", means.IsPaired);
        json.WriteString("verdict", KebabCase.Of(means.Verdict));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
