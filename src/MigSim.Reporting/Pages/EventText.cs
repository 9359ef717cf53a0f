using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MigSim.Experiments.Reports;

namespace MigSim.Reporting.Pages;

/// <summary>The events of a run in words; samples of hosts are left to <c>events.jsonl</c>.</summary>
internal static class EventText
{
    private const int RowsMax = 400;

    /// <summary>Makes the table of events, and says what it leaves out.</summary>
    /// <param name="lines">The lines of <c>events.jsonl</c>.</param>
    public static (ReportTable Table, string Remark) Of(ImmutableArray<string> lines)
    {
        string[] told =
        [
            .. lines.Where(line =>
                !line.Contains("\"event\":\"host-sampled\"", StringComparison.Ordinal)
            ),
        ];
        int samples = lines.Length - told.Length;
        string cut =
            told.Length > RowsMax
                ? $"the {told.Length - RowsMax} events after the first {RowsMax}, and "
                : "";
        return (
            new ReportTable(
                "What happened",
                ["at (s)", "event", "what"],
                [.. told.Take(RowsMax).Select(Row)]
            ),
            $"Left to events.jsonl: {cut}{samples} samples of hosts."
        );
    }

    private static ImmutableArray<string> Row(string line)
    {
        using var json = JsonDocument.Parse(line);
        IEnumerable<string> fields = json
            .RootElement.EnumerateObject()
            .Where(field => field.Name is not ("at" or "event"))
            .Where(field =>
                field.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
            )
            .Select(field => $"{field.Name.Replace('_', ' ')} {field.Value}");
        return
        [
            json
                .RootElement.GetProperty("at")
                .GetDouble()
                .ToString("0.0000", CultureInfo.InvariantCulture),
            json.RootElement.GetProperty("event").GetString()!.Replace('-', ' '),
            string.Join(", ", fields),
        ];
    }
}
