using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Experiments.Reports;

/// <summary>A migration's report as JSON, nulls kept where nothing was observed.</summary>
internal static class MigrationJson
{
    public static void Write(Utf8JsonWriter json, MigrationReport report)
    {
        json.WriteStartObject();
        json.WriteString("source", report.Request.Source.Value);
        json.WriteString("target", report.Request.Target.Value);
        json.WriteString("mode", KebabCase.Of(report.Request.Mode));
        json.WriteMilliseconds("timeout_ms", report.Request.Timeout);
        json.WriteString("status", KebabCase.Of(report.Status));
        json.WriteSeconds("started_s", report.StartedAt);
        json.WriteMilliseconds("total_ms", report.TotalTime);
        json.WriteMilliseconds("downtime_ms", report.Downtime);
        WriteParts(json, report.DowntimeParts);
        if (report.Stalled is not null)
        {
            json.WriteMilliseconds("stalled_ms", report.Stalled);
        }

        json.WriteNumberOrNull("transferred_bytes", (decimal?)report.Transferred?.Bytes);
        WriteRounds(json, report.Rounds);
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, DowntimeParts? parts)
    {
        if (parts is null)
        {
            json.WriteNull("downtime_parts");
            return;
        }

        json.WriteStartObject("downtime_parts");
        json.WriteMilliseconds("suspend_ms", parts.Suspend);
        json.WriteMilliseconds("last_copy_ms", parts.LastCopy);
        json.WriteMilliseconds("handshake_ms", parts.Handshake);
        json.WriteMilliseconds("resume_ms", parts.Resume);
        json.WriteEndObject();
    }

    private static void WriteRounds(Utf8JsonWriter json, ImmutableArray<PreCopyRound>? rounds)
    {
        if (rounds is null)
        {
            json.WriteNull("rounds");
            return;
        }

        json.WriteStartArray("rounds");
        foreach (PreCopyRound round in rounds.Value)
        {
            json.WriteStartObject();
            json.WriteNumber("iteration", round.Iteration);
            json.WriteSeconds("started_s", round.StartedAt);
            json.WriteMilliseconds("duration_ms", round.Duration);
            json.WriteNumber("pages_sent", round.PagesSent);
            json.WriteNumber("pages_skipped", round.PagesSkipped);
            json.WriteNumber("pages_dirtied", round.PagesDirtied);
            json.WriteBoolean("guest_stopped", round.GuestStopped);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static MigrationReport Read(VmName vm, JsonElement json) =>
        new(
            new MigrationRequest(
                vm,
                json.Host("source"),
                json.Host("target"),
                KebabCase.To<MigrationMode>(json.Text("mode")),
                json.Milliseconds("timeout_ms") ?? TimeSpan.Zero
            ),
            KebabCase.To<MigrationStatus>(json.Text("status")),
            json.Seconds("started_s"),
            json.Milliseconds("total_ms") ?? TimeSpan.Zero,
            json.Milliseconds("downtime_ms"),
            ReadParts(json.Field("downtime_parts")),
            json.Field("transferred_bytes") is { ValueKind: JsonValueKind.Number } bytes
                ? DataSize.FromBytes(bytes.GetInt64())
                : null,
            ReadRounds(json.Field("rounds"))
        )
        {
            Stalled = json.TryGetProperty("stalled_ms", out _)
                ? json.Milliseconds("stalled_ms")
                : null,
        };

    private static DowntimeParts? ReadParts(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null
            ? null
            : new DowntimeParts(
                json.Milliseconds("suspend_ms") ?? TimeSpan.Zero,
                json.Milliseconds("last_copy_ms") ?? TimeSpan.Zero,
                json.Milliseconds("handshake_ms") ?? TimeSpan.Zero,
                json.Milliseconds("resume_ms") ?? TimeSpan.Zero
            );

    private static ImmutableArray<PreCopyRound>? ReadRounds(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null
            ? null
            :
            [
                .. json.EnumerateArray()
                    .Select(round => new PreCopyRound(
                        round.Field("iteration").GetInt32(),
                        round.Seconds("started_s"),
                        round.Milliseconds("duration_ms") ?? TimeSpan.Zero,
                        round.Field("pages_sent").GetInt64(),
                        round.Field("pages_skipped").GetInt64(),
                        round.Field("pages_dirtied").GetInt64(),
                        round.Field("guest_stopped").GetBoolean()
                    )),
            ];
}
