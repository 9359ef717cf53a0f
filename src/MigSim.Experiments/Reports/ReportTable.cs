using System.Collections.Immutable;

namespace MigSim.Experiments.Reports;

/// <summary>A table for people; every cell is text with its unit in the column's name.</summary>
public sealed record ReportTable(
    string Title,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<string>> Rows
);
