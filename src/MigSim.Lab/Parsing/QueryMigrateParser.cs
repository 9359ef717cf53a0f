using System.Text.Json;
using MigSim.Units;

namespace MigSim.Lab.Parsing;

/// <summary>Reads the answer to QMP's <c>query-migrate</c>.</summary>
public static class QueryMigrateParser
{
    private const string Tool = "query-migrate";

    // 2^52: every such number of bytes or milliseconds fits, also as a double.
    private const long NumberMax = 1L << 52;
    private const long MillisecondsMax = 1L << 40;

    /// <summary>Reads one answer, with or without the envelope <c>{"return": …}</c>.</summary>
    /// <exception cref="TranscriptException">It is no such answer, or it is an error.</exception>
    public static QemuMigration Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new() { MaxDepth = 16 });
            return Read(json, document.RootElement);
        }
        catch (JsonException exception)
        {
            int lineNumber = (int)Math.Min(exception.LineNumber ?? 0, int.MaxValue - 1) + 1;
            throw new TranscriptException(Tool, lineNumber, json, "JSON");
        }
        catch (InvalidOperationException)
        {
            // A string that is no text: half of a surrogate pair.
            throw new TranscriptException(Tool, 1, json, "JSON text");
        }
    }

    private static QemuMigration Read(string json, JsonElement root)
    {
        JsonElement answer = Require(json, root, "an object");
        if (answer.TryGetProperty("error", out JsonElement error))
        {
            throw new TranscriptException(Tool, 1, error.GetRawText(), "an answer, not an error");
        }

        if (answer.TryGetProperty("return", out JsonElement inner))
        {
            answer = Require(json, inner, "an object in 'return'");
        }

        JsonElement? memory = answer.TryGetProperty("ram", out JsonElement ram)
            ? Require(json, ram, "an object in 'ram'")
            : null;
        return new(
            Status(json, answer),
            Time(json, answer, "total-time"),
            Time(json, answer, "setup-time"),
            Time(json, answer, "downtime"),
            Time(json, answer, "expected-downtime"),
            memory is { } element ? Memory(json, element) : null,
            (int?)Optional(json, answer, "cpu-throttle-percentage", 100),
            Text(json, answer, "error-desc")
        );
    }

    private static QemuMigrationStatus Status(string json, JsonElement answer)
    {
        bool isThere = answer.TryGetProperty("status", out JsonElement status);
        if (!isThere && !answer.EnumerateObject().Any())
        {
            return QemuMigrationStatus.None;
        }

        string? name =
            isThere && status.ValueKind == JsonValueKind.String ? status.GetString() : null;
        return name switch
        {
            "none" => QemuMigrationStatus.None,
            "setup" => QemuMigrationStatus.Setup,
            "active" => QemuMigrationStatus.Active,
            "postcopy-active" => QemuMigrationStatus.PostCopyActive,
            "postcopy-paused" => QemuMigrationStatus.PostCopyPaused,
            "postcopy-recover" or "postcopy-recover-setup" => QemuMigrationStatus.PostCopyRecover,
            "pre-switchover" => QemuMigrationStatus.PreSwitchover,
            "device" => QemuMigrationStatus.Device,
            "wait-unplug" => QemuMigrationStatus.WaitUnplug,
            "colo" => QemuMigrationStatus.Colo,
            "cancelling" => QemuMigrationStatus.Cancelling,
            "cancelled" => QemuMigrationStatus.Cancelled,
            "failed" => QemuMigrationStatus.Failed,
            "completed" => QemuMigrationStatus.Completed,
            _ => throw Error(json, "a known 'status'"),
        };
    }

    private static QemuMemory Memory(string json, JsonElement ram) =>
        new(
            Size(json, ram, "transferred"),
            Size(json, ram, "remaining"),
            Size(json, ram, "total"),
            Number(json, ram, "normal"),
            Number(json, ram, "duplicate"),
            Size(json, ram, "page-size"),
            Number(json, ram, "dirty-sync-count"),
            Number(json, ram, "dirty-pages-rate"),
            Rate(json, ram, "mbps"),
            Number(json, ram, "postcopy-requests")
        );

    private static double Rate(string json, JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out double number)
        && double.IsFinite(number)
        && number >= 0
            ? number
            : throw Error(json, $"a rate in '{name}'");

    private static DataSize Size(string json, JsonElement element, string name) =>
        DataSize.FromBytes(Number(json, element, name));

    private static long Number(string json, JsonElement element, string name) =>
        Optional(json, element, name, NumberMax) ?? throw Error(json, $"'{name}'");

    private static TimeSpan? Time(string json, JsonElement element, string name) =>
        Optional(json, element, name, MillisecondsMax) is { } milliseconds
            ? new TimeSpan(milliseconds * TimeSpan.TicksPerMillisecond)
            : null;

    private static long? Optional(string json, JsonElement element, string name, long maximum)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        return
            value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long number)
            && number >= 0
            && number <= maximum
            ? number
            : throw Error(json, $"a number from 0 to {maximum} in '{name}'");
    }

    private static string? Text(string json, JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw Error(json, $"a text in '{name}'");
    }

    private static JsonElement Require(string json, JsonElement element, string expected) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Error(json, expected);

    private static TranscriptException Error(string json, string expected) =>
        new(Tool, 1, json, expected);
}
