using System.Text.Json;
using MigSim.Experiments.Input;
using MigSim.Units;

namespace MigSim.Experiments.Reports;

/// <summary>Fields of JSON objects as <see cref="JsonFormat"/> writes them.</summary>
internal static class JsonFields
{
    /// <summary>Gets a field.</summary>
    /// <exception cref="FormatException">There is none; what was probably meant is named.</exception>
    public static JsonElement Field(this JsonElement json, string name)
    {
        if (json.TryGetProperty(name, out JsonElement field))
        {
            return field;
        }

        string? nearest = Nearest.Of(name, json.EnumerateObject().Select(one => one.Name));
        throw new FormatException(
            $"there is no field '{name}'" + (nearest is null ? "" : $", but '{nearest}'")
        );
    }

    public static string Text(this JsonElement json, string name) =>
        json.Field(name).GetString()
        ?? throw new FormatException($"'{name}' is null where a text is expected");

    public static HostName Host(this JsonElement json, string name) => new(json.Text(name));

    public static VmName Vm(this JsonElement json, string name) => new(json.Text(name));

    public static TimeSpan Seconds(this JsonElement json, string name) =>
        TimeSpan.FromTicks((long)(json.Field(name).GetDecimal() * TimeSpan.TicksPerSecond));

    public static TimeSpan? Milliseconds(this JsonElement json, string name)
    {
        JsonElement field = json.Field(name);
        return field.ValueKind == JsonValueKind.Null
            ? null
            : TimeSpan.FromTicks((long)(field.GetDecimal() * TimeSpan.TicksPerMillisecond));
    }

    public static double? NumberOrNull(this JsonElement json, string name) =>
        json.Field(name).NumberOrNull();

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
        DataSize.FromBytes(json.Field(name).GetInt64());
}
