using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MigSim.Provenance;

namespace MigSim.Experiments.Reports;

/// <summary>The file <c>report.json</c>.</summary>
public static class ReportJson
{
    /// <summary>Writes a report as a document of its own, with a line feed at its end.</summary>
    public static void Write(Stream stream, RunReport report, ImmutableArray<Constant> constants)
    {
        using (var json = new Utf8JsonWriter(stream, JsonFormat.Document))
        {
            Write(json, report, constants);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes reports as an array, with a line feed at its end.</summary>
    public static void WriteAll(
        Stream stream,
        IEnumerable<(RunReport Report, ImmutableArray<Constant> Constants)> reports
    )
    {
        using (var json = new Utf8JsonWriter(stream, JsonFormat.Document))
        {
            json.WriteStartArray();
            foreach ((RunReport report, ImmutableArray<Constant> constants) in reports)
            {
                Write(json, report, constants);
            }

            json.WriteEndArray();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void Write(
        Utf8JsonWriter json,
        RunReport report,
        ImmutableArray<Constant> constants
    )
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", report.SchemaVersion);
        json.WritePropertyName("manifest");
        WriteManifest(json, report.Manifest);
        WriteMetrics(json, report.Metrics);
        WriteTables(json, report.Tables);
        WriteChecks(json, report.Checks);
        WriteList(json, "calibrations", report.Calibrations);
        WriteList(json, "warnings", report.Warnings);
        WritePredictions(json, report);
        WriteConstants(json, constants);
        json.WriteEndObject();
    }

    /// <summary>Writes the metrics as an object, in the order of their names.</summary>
    public static void WriteMetrics(
        Utf8JsonWriter json,
        ImmutableSortedDictionary<string, double?> metrics
    )
    {
        json.WriteStartObject("metrics");
        foreach (
            (string name, double? value) in metrics.OrderBy(m => m.Key, StringComparer.Ordinal)
        )
        {
            json.WriteNumberOrNull(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteManifest(Utf8JsonWriter json, RunManifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("scenario", manifest.Scenario);
        json.WriteString("point", manifest.Point);
        json.WriteString("testbed", manifest.Testbed);
        json.WriteNumber("seed", manifest.Seed);
        json.WriteString("version", manifest.Version);
        json.WriteString("commit", manifest.Commit);
        json.WriteStartArray("overrides");
        foreach (string text in manifest.Overrides)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        WriteTexts(json, "inputs", manifest.Inputs);
        WriteTexts(json, "tools", manifest.Tools);
        json.WriteString("traceHash", manifest.TraceHash);
        json.WriteString(
            "startedAt",
            manifest.StartedAt.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fffzzz",
                CultureInfo.InvariantCulture
            )
        );
        if (manifest.IsInterrupted)
        {
            json.WriteBoolean("interrupted", true);
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(
        Utf8JsonWriter json,
        string name,
        ImmutableSortedDictionary<string, string> texts
    )
    {
        json.WriteStartObject(name);
        foreach ((string key, string text) in texts.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    private static void WriteTables(Utf8JsonWriter json, ImmutableArray<ReportTable> tables)
    {
        json.WriteStartArray("tables");
        foreach (ReportTable table in tables)
        {
            json.WriteStartObject();
            json.WriteString("title", table.Title);
            json.WriteStartArray("columns");
            WriteCells(json, table.Columns);
            json.WriteStartArray("rows");
            foreach (ImmutableArray<string> row in table.Rows)
            {
                json.WriteStartArray();
                WriteCells(json, row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        WriteCells(json, texts);
    }

    private static void WriteCells(Utf8JsonWriter json, ImmutableArray<string> cells)
    {
        foreach (string cell in cells)
        {
            json.WriteStringValue(cell);
        }

        json.WriteEndArray();
    }

    private static void WriteChecks(Utf8JsonWriter json, ImmutableArray<Check> checks)
    {
        json.WriteStartArray("checks");
        foreach (Check check in checks)
        {
            json.WriteStartObject();
            json.WriteString("metric", check.Metric);
            json.WriteNumber("expected", check.Expected);
            json.WriteNumberOrNull("within", check.Within);
            json.WriteNumberOrNull("found", check.Found);
            if (check.Holds is null)
            {
                json.WriteNull("holds");
            }
            else
            {
                json.WriteBoolean("holds", check.Holds.Value);
            }

            json.WriteString("source", check.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Most runs have none.
    private static void WritePredictions(Utf8JsonWriter json, RunReport report)
    {
        if (report.Predictions.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("predictions");
        foreach (MetricPrediction prediction in report.Predictions)
        {
            json.WriteStartObject();
            json.WriteString("metric", prediction.Metric);
            json.WriteNumber("predicted", prediction.Value);
            json.WriteNumberOrNull("low95", prediction.Low);
            json.WriteNumberOrNull("high95", prediction.High);
            json.WriteNumberOrNull("measured", report.Metrics.GetValueOrDefault(prediction.Metric));
            json.WriteString("basis", prediction.Basis);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteConstants(Utf8JsonWriter json, ImmutableArray<Constant> constants)
    {
        json.WriteStartArray("constants");
        foreach (Constant constant in constants)
        {
            json.WriteStartObject();
            json.WriteString("name", constant.Name);
            json.WriteString("value", constant.Value);
            json.WriteString("origin", KebabCase.Of(constant.Origin));
            json.WriteString("source", constant.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
