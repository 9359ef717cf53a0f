using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MigSim.Provenance;

namespace MigSim.Experiments.Reports;

/// <summary>Reads the file <c>report.json</c> that <see cref="ReportJson"/> writes.</summary>
public static class ReportJsonReader
{
    /// <summary>Reads a report and the constants that it rests on.</summary>
    /// <exception cref="FormatException">It is no report of this version; the message says why.</exception>
    public static (RunReport Report, ImmutableArray<Constant> Constants) Read(Stream stream)
    {
        int version;
        try
        {
            using var document = JsonDocument.Parse(stream);
            JsonElement json = document.RootElement;
            version = json.Field("schemaVersion").GetInt32();
            if (version == RunReports.SchemaVersion)
            {
                return (Report(version, json), Constants(json.Field("constants")));
            }
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or OverflowException
            )
        {
            throw new FormatException($"it is no report: {e.Message}", e);
        }

        throw new FormatException(
            $"its schemaVersion is {version}, and this program reads {RunReports.SchemaVersion}"
        );
    }

    private static RunReport Report(int version, JsonElement json) =>
        new(
            version,
            Manifest(json.Field("manifest")),
            json.Field("metrics")
                .EnumerateObject()
                .ToImmutableSortedDictionary(
                    metric => metric.Name,
                    metric => metric.Value.NumberOrNull(),
                    StringComparer.Ordinal
                ),
            [.. json.Field("tables").EnumerateArray().Select(Table)],
            [.. json.Field("checks").EnumerateArray().Select(Check)]
        )
        {
            Calibrations = OptionalTexts(json, "calibrations"),
            Warnings = OptionalTexts(json, "warnings"),
            Predictions = json.TryGetProperty("predictions", out JsonElement predictions)
                ? [.. predictions.EnumerateArray().Select(Prediction)]
                : [],
        };

    private static MetricPrediction Prediction(JsonElement json) =>
        new(
            json.Text("metric"),
            json.Field("predicted").GetDouble(),
            json.NumberOrNull("low95"),
            json.NumberOrNull("high95"),
            json.Text("basis")
        );

    // Older reports have none.
    private static ImmutableArray<string> OptionalTexts(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement texts) ? Texts(texts) : [];

    private static RunManifest Manifest(JsonElement json) =>
        new()
        {
            Scenario = json.Text("scenario"),
            Point = json.Text("point"),
            Testbed = json.Text("testbed"),
            Seed = json.Field("seed").GetUInt64(),
            Version = json.Text("version"),
            Commit = json.Text("commit"),
            Overrides = Texts(json.Field("overrides")),
            Inputs = Map(json.Field("inputs")),
            Tools = Map(json.Field("tools")),
            TraceHash = json.Field("traceHash").GetString(),
            StartedAt = DateTimeOffset.Parse(json.Text("startedAt"), CultureInfo.InvariantCulture),
            IsInterrupted =
                json.TryGetProperty("interrupted", out JsonElement interrupted)
                && interrupted.GetBoolean(),
        };

    private static ReportTable Table(JsonElement json) =>
        new(
            json.Text("title"),
            Texts(json.Field("columns")),
            [.. json.Field("rows").EnumerateArray().Select(Texts)]
        );

    private static Check Check(JsonElement json) =>
        new(
            json.Text("metric"),
            json.Field("expected").GetDouble(),
            json.NumberOrNull("within"),
            json.NumberOrNull("found"),
            json.Field("holds") is { ValueKind: not JsonValueKind.Null } holds
                ? holds.GetBoolean()
                : null,
            json.Text("source")
        );

    private static ImmutableArray<Constant> Constants(JsonElement json) =>
        [
            .. json.EnumerateArray()
                .Select(constant => new Constant(
                    constant.Text("name"),
                    constant.Text("value"),
                    KebabCase.To<Origin>(constant.Text("origin")),
                    constant.Text("source")
                )),
        ];

    private static ImmutableSortedDictionary<string, string> Map(JsonElement json) =>
        json.EnumerateObject()
            .ToImmutableSortedDictionary(
                field => field.Name,
                field => field.Value.GetString() ?? "",
                StringComparer.Ordinal
            );

    private static ImmutableArray<string> Texts(JsonElement json) =>
        [.. json.EnumerateArray().Select(text => text.GetString() ?? "")];
}
