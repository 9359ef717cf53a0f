using System.Globalization;
using MigSim.Calibration.Cases;
using MigSim.Experiments.Calibrations;

namespace MigSim.Calibration.Promotion;

/// <summary>Counts the cases that are outside of the inputs for which a profile was fitted.</summary>
/// <param name="header">The columns of the cases.</param>
/// <param name="stamp">Which fit the profile comes from.</param>
public sealed class RangeWatch(CaseHeader header, CalibrationStamp stamp)
{
    private readonly SortedDictionary<string, int> _outside = new(StringComparer.Ordinal);
    private int _cases;

    /// <summary>Gets what is to be said of the cases so far.</summary>
    public IEnumerable<string> Warnings =>
        _outside.Select(one =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"warning: {one.Value} of {_cases} cases are outside of what was fitted: {one.Key} ({stamp.Id})"
            )
        );

    /// <summary>Looks at a case.</summary>
    /// <param name="line">Its row.</param>
    public void Look(string line)
    {
        _cases++;
        var ranges = new Range[CaseHeader.ColumnsMax];
        int count = CsvCells.Split(line, ranges);
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int cell = 0; cell < Math.Min(count, header.Names.Length); cell++)
        {
            string text = CsvCells.Text(line.AsSpan(ranges[cell])).ToString();
            if (text.Length > 0)
            {
                inputs[header.Names[cell]] = text;
            }
        }

        foreach (string name in stamp.Range.NamesOutside(inputs))
        {
            _outside[name] = _outside.GetValueOrDefault(name) + 1;
        }
    }
}
