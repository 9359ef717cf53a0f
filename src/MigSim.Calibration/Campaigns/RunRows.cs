using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Campaigns;

/// <summary>Makes runs of the rows of a raw file.</summary>
internal sealed record RunRows
{
    public required string Names { get; init; }

    public required ImmutableArray<string> Cell { get; init; }

    public required string? Group { get; init; }

    public string? Completes { get; init; }

    public string? CompletesWord { get; init; }

    public ImmutableArray<CampaignRun> Read(
        RawTable table,
        ImmutableArray<ColumnSource> inputs,
        ImmutableArray<ColumnSource> metrics
    )
    {
        var errors = ImmutableArray.CreateBuilder<InputError>();
        IEnumerable<string?> needed = inputs
            .Concat(metrics)
            .Select(source => source.Column)
            .Concat(Cell)
            .Append(Names)
            .Append(Group)
            .Append(Completes);
        foreach (string column in needed.OfType<string>().Distinct())
        {
            if (table.Find(column) < 0)
            {
                string? nearest = Nearest.Of(column, table.Names);
                errors.Add(
                    new InputError(table.Path, 1, 1, $"the column '{column}'", "none", nearest)
                );
            }
        }

        ThrowIfAny(errors);
        var runs = ImmutableArray.CreateBuilder<CampaignRun>();
        for (int r = 0; r < table.Rows.Length; r++)
        {
            runs.Add(Run(new Row(table, r, errors), inputs, metrics));
        }

        foreach (
            var same in runs.Zip(table.Rows, (run, row) => (run.Name, row.Line))
                .GroupBy(row => row.Name)
                .Where(rows => rows.Count() > 1)
        )
        {
            string found = $"'{same.Key}' again, as in line {same.First().Line}";
            int line = same.ElementAt(1).Line;
            errors.Add(new InputError(table.Path, line, 1, "every run once", found));
        }

        ThrowIfAny(errors);
        return runs.ToImmutable();
    }

    private CampaignRun Run(
        Row row,
        ImmutableArray<ColumnSource> inputs,
        ImmutableArray<ColumnSource> metrics
    )
    {
        string name = row.Cell(Names);
        return new CampaignRun(
            name,
            Cell.IsEmpty ? name : string.Join(' ', Cell.Select(row.Cell)),
            Group is null ? "" : row.Cell(Group),
            Completes is null || row.Cell(Completes) == CompletesWord,
            inputs.ToImmutableSortedDictionary(
                source => source.Name,
                source =>
                    source.Unit is null
                        ? source.Value ?? row.Word(source)
                        : row.Number(source)?.ToString("G9", CultureInfo.InvariantCulture) ?? "",
                StringComparer.Ordinal
            ),
            metrics.ToImmutableSortedDictionary(
                source => source.Name,
                row.Number,
                StringComparer.Ordinal
            )
        );
    }

    private static void ThrowIfAny(ImmutableArray<InputError>.Builder errors)
    {
        if (errors.Count > 0)
        {
            throw new InputException(errors.ToImmutable());
        }
    }

    private sealed class Row(RawTable table, int number, ImmutableArray<InputError>.Builder errors)
    {
        public string Cell(string column) => table.Rows[number].Cells[table.Find(column)];

        public string Word(ColumnSource source)
        {
            string text = Cell(source.Column!);
            if (source.Words.IsEmpty)
            {
                return text;
            }

            if (source.Words.TryGetValue(text, out string? meant))
            {
                return meant;
            }

            string expected = $"one of {string.Join(", ", source.Words.Keys)} ({source.Column})";
            errors.Add(
                new InputError(
                    table.Path,
                    table.Rows[number].Line,
                    1,
                    expected,
                    $"'{text}'",
                    Nearest.Of(text, source.Words.Keys)
                )
            );
            return text;
        }

        public double? Number(ColumnSource source)
        {
            string text = source.Value ?? Cell(source.Column!);
            if (text.Length == 0)
            {
                return null;
            }

            if (
                double.TryParse(
                    text,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out double value
                ) && double.IsFinite(value)
            )
            {
                return source.Convert(value);
            }

            string expected = $"a finite number ({source.Column ?? source.Name})";
            errors.Add(
                new InputError(table.Path, table.Rows[number].Line, 1, expected, $"'{text}'")
            );
            return null;
        }
    }
}
