using System.Text.Encodings.Web;
using System.Text.Json;

namespace MigSim.Experiments.Reports;

/// <summary>How this project writes JSON: the same bytes on every system.</summary>
internal static class JsonFormat
{
    /// <summary>Gets how a line of a log is written.</summary>
    public static JsonWriterOptions Line =>
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Gets how a document is written.</summary>
    public static JsonWriterOptions Document => Line with { Indented = true };

    /// <summary>Writes a time in seconds, to the full 100 ns.</summary>
    public static void WriteSeconds(this Utf8JsonWriter json, string name, TimeSpan time) =>
        json.WriteNumber(name, (decimal)time.Ticks / TimeSpan.TicksPerSecond);

    /// <summary>Writes a time in milliseconds, to the full 100 ns.</summary>
    public static void WriteMilliseconds(this Utf8JsonWriter json, string name, TimeSpan? time) =>
        json.WriteNumberOrNull(
            name,
            time is null ? null : (decimal)time.Value.Ticks / TimeSpan.TicksPerMillisecond
        );

    /// <summary>Writes a number, or null where there is none.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double? number)
    {
        if (number is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, number.Value);
        }
    }

    /// <summary>Writes a number, or null where there is none.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, number.Value);
        }
    }
}
