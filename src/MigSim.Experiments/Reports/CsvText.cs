namespace MigSim.Experiments.Reports;

/// <summary>Cells of tables of comma-separated values (RFC 4180).</summary>
public static class CsvText
{
    /// <summary>Puts a text in quotes if it holds what separates cells.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
