using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Running;

/// <summary>
/// The lines of a study's journal <c>runs.jsonl</c>: what study it is, then one line for each run that has ended.
/// </summary>
public static class JournalLines
{
    private const int Version = 1;

    /// <summary>Writes the first line, without its end.</summary>
    public static void WriteStudy(Stream stream, StudyIdentity study)
    {
        using var json = new Utf8JsonWriter(stream, JsonFormat.Line);
        json.WriteStartObject();
        json.WriteNumber("journal", Version);
        json.WriteString("scenario", study.Scenario);
        json.WriteString("testbed", study.Testbed);
        json.WriteString("version", study.Version);
        json.WriteString("commit", study.Commit);
        json.WriteNumber("firstSeed", study.FirstSeed);
        json.WriteNumber("replications", study.Replications);
        json.WriteStartArray("overrides");
        foreach (string text in study.Overrides)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        json.WriteNumber("points", study.PointCount);
        json.WriteString("pointsDigest", study.PointsDigest);
        json.WriteStartObject("inputs");
        foreach ((string file, string digest) in study.Inputs)
        {
            json.WriteString(file, digest);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Reads the first line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static StudyIdentity ReadStudy(string line) =>
        Read(
            line,
            json =>
                json.GetProperty("journal").GetInt32() is var version && version != Version
                    ? throw new FormatException(
                        $"it is a journal of version {version}, and this program reads {Version}"
                    )
                    : new StudyIdentity
                    {
                        Scenario = json.Text("scenario"),
                        Testbed = json.Text("testbed"),
                        Version = json.Text("version"),
                        Commit = json.Text("commit"),
                        FirstSeed = json.GetProperty("firstSeed").GetUInt64(),
                        Replications = json.GetProperty("replications").GetInt32(),
                        Overrides =
                        [
                            .. json.GetProperty("overrides")
                                .EnumerateArray()
                                .Select(text => text.GetString() ?? ""),
                        ],
                        PointCount = json.GetProperty("points").GetInt32(),
                        PointsDigest = json.Text("pointsDigest"),
                        Inputs = json.GetProperty("inputs")
                            .EnumerateObject()
                            .ToImmutableSortedDictionary(
                                file => file.Name,
                                file => file.Value.GetString() ?? "",
                                StringComparer.Ordinal
                            ),
                    }
        );

    /// <summary>Writes the line of a run, without its end; all numbers can be read back exactly.</summary>
    public static void WriteRun(Stream stream, RunRecord run)
    {
        using var json = new Utf8JsonWriter(stream, JsonFormat.Line);
        json.WriteStartObject();
        json.WriteString("point", run.Point);
        json.WriteNumber("seed", run.Seed);
        json.WriteBoolean("kept", run.IsKept);
        json.WriteStartArray("checks");
        foreach (bool? holds in run.Checks)
        {
            if (holds is { } known)
            {
                json.WriteBooleanValue(known);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
        json.WriteStartObject("metrics");
        for (int i = 0; i < run.Metrics.Length; i++)
        {
            double value = run.Values[i];
            json.WriteNumberOrNull(run.Metrics[i], double.IsNaN(value) ? (double?)null : value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Reads the line of a run.</summary>
    /// <returns>The run; null for the line that says that all runs of a shard have been made.</returns>
    /// <exception cref="FormatException">It is neither.</exception>
    public static RunRecord? ReadRun(string line) =>
        Read(line, json => json.TryGetProperty("ended", out _) ? null : Run(json));

    /// <summary>Writes the line that says that all runs of a shard have been made, without its end.</summary>
    public static void WriteEnd(Stream stream, int failed)
    {
        using var json = new Utf8JsonWriter(stream, JsonFormat.Line);
        json.WriteStartObject();
        json.WriteBoolean("ended", true);
        json.WriteNumber("failed", failed);
        json.WriteEndObject();
    }

    private static RunRecord Run(JsonElement json)
    {
        JsonElement metrics = json.GetProperty("metrics");
        return new RunRecord(
            json.Text("point"),
            json.GetProperty("seed").GetUInt64(),
            [.. metrics.EnumerateObject().Select(metric => string.Intern(metric.Name))],
            [
                .. metrics
                    .EnumerateObject()
                    .Select(metric => metric.Value.NumberOrNull() ?? double.NaN),
            ],
            [
                .. json.GetProperty("checks")
                    .EnumerateArray()
                    .Select(holds =>
                        holds.ValueKind == JsonValueKind.Null ? (bool?)null : holds.GetBoolean()
                    ),
            ],
            json.GetProperty("kept").GetBoolean()
        );
    }

    private static T Read<T>(string line, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"it is no line of a journal: {e.Message}", e);
        }
    }
}
