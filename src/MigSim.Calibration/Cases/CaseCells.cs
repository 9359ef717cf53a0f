using System.Globalization;

namespace MigSim.Calibration.Cases;

/// <summary>The cells of one row, read by column; notes what is wrong.</summary>
internal readonly ref struct CaseCells
{
    private readonly CaseHeader _header;
    private readonly ReadOnlySpan<char> _line;
    private readonly ReadOnlySpan<Range> _cells;
    private readonly List<CaseProblem> _problems;

    public CaseCells(
        CaseHeader header,
        ReadOnlySpan<char> line,
        ReadOnlySpan<Range> cells,
        List<CaseProblem> problems
    )
    {
        _header = header;
        _line = line;
        _cells = cells;
        _problems = problems;
    }

    /// <summary>Gets what a cell says; empty if there is none.</summary>
    public ReadOnlySpan<char> Text(CaseColumn column)
    {
        int cell = _header.Cell(column);
        return cell < 0 ? [] : CsvCells.Text(_line[_cells[cell]]);
    }

    /// <summary>Reads a number; null if there is none, or none that can be used.</summary>
    public double? Number(CaseColumn column, bool mayBeZero)
    {
        ReadOnlySpan<char> text = Text(column);
        if (text.IsEmpty)
        {
            return null;
        }

        if (
            double.TryParse(
                text,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double number
            )
            && double.IsFinite(number)
            && (number > 0 || (mayBeZero && number == 0))
        )
        {
            return number;
        }

        Report(column, mayBeZero ? "a number, 0 or more" : "a number above 0");
        return null;
    }

    /// <summary>Reads yes or no; null if there is nothing, or nothing that can be used.</summary>
    public bool? Flag(CaseColumn column)
    {
        switch (Text(column))
        {
            case []:
                return null;
            case "true" or "1" or "yes" or "on":
                return true;
            case "false" or "0" or "no" or "off":
                return false;
            default:
                Report(column, "true or false");
                return null;
        }
    }

    /// <summary>Notes that a cell is wrong.</summary>
    public void Report(CaseColumn column, string expected, string? nearest = null)
    {
        ReadOnlySpan<char> text = Text(column);
        string found = text.IsEmpty ? "nothing" : $"'{text}'";
        Report(column, expected, found, nearest);
    }

    /// <summary>Notes that a cell does not fit to the others.</summary>
    public void Report(CaseColumn column, string expected, string found, string? nearest)
    {
        int cell = _header.Cell(column);
        int letter = cell < 0 ? 1 : _cells[cell].Start.Value + 1;
        _problems.Add(new(letter, CaseHeader.Name(column), expected, found, nearest));
    }
}
