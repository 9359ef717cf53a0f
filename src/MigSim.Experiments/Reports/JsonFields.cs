using System.Text.Json;
using MigSim.Units;

namespace MigSim.Experiments.Reports;

/// <summary>Fields of JSON objects as <see cref="JsonFormat"/> writes them.</summary>
internal static class JsonFields
{
    public static string Text(this JsonElement json, string name) =>
        json.GetProperty(name).GetString()
        ?? throw new FormatException($"'{name}' is null where a text is expected");

    public static HostName Host(this JsonElement json, string name) => new(json.Text(name));

    public static VmName Vm(this JsonElement json, string name) => new(json.Text(name));

    public static TimeSpan Seconds(this JsonElement json, string name) =>
        TimeSpan.FromTicks((long)(json.GetProperty(name).GetDecimal() * TimeSpan.TicksPerSecond));

    public static TimeSpan? Milliseconds(this JsonElement json, string name)
    {
        JsonElement field = json.GetProperty(name);
        return field.ValueKind == JsonValueKind.Null
            ? null
            : TimeSpan.FromTicks((long)(field.GetDecimal() * TimeSpan.TicksPerMillisecond));
    }

    public static double? NumberOrNull(this JsonElement json, string name) =>
        json.GetProperty(name).NumberOrNull();

    public static double? NumberOrNull(this JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // What is too large for a double is read as infinite.
        double number = json.GetDouble();
        return double.IsFinite(number)
            ? number
            : throw new FormatException($"'{json.GetRawText()}' is no finite number");
    }

    public static DataSize Size(this JsonElement json, string name) =>
        DataSize.FromBytes(json.GetProperty(name).GetInt64());
}
