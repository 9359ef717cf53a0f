namespace MigSim.Experiments.Reports;

/// <summary>What fills the cells of <see cref="ReportTables"/>.</summary>
/// <param name="Point">The point of the study.</param>
/// <param name="ValueColumn">The title of the column with our values.</param>
/// <param name="Metrics">The names of the metrics, sorted.</param>
/// <param name="Checks">The published values; a found value stands for the mean of all runs.</param>
/// <param name="Value">Writes our value of a metric.</param>
/// <param name="Verdict">Says whether a check holds.</param>
internal sealed record TableValues(
    string Point,
    string ValueColumn,
    IReadOnlyList<string> Metrics,
    IReadOnlyList<Check> Checks,
    Func<string, string> Value,
    Func<Check, string> Verdict
);
