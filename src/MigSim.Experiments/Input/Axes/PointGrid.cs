using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Input.Studies;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Axes;

/// <summary>The points of a study: every combination of the axes that meets its conditions.</summary>
/// <remarks>
/// The last axis changes fastest. Axes in lockstep change with the first of their group. Values that are drawn
/// change fastest of all, and a point is named by the number of its sample rather than by them.
/// </remarks>
internal sealed class PointGrid
{
    private const long CombinationsMax = 10_000_000;
    private const int NameMax = 200;
    private readonly StudySection _section;
    private readonly ErrorList _errors;
    private readonly ImmutableArray<Axis> _axes;
    private readonly ImmutableArray<bool> _isDrawn;
    private readonly List<GridColumn> _columns = [];

    private PointGrid(ImmutableArray<Axis> axes, StudySection section, ErrorList errors)
    {
        _axes = axes;
        _section = section;
        _errors = errors;
        _isDrawn = [.. axes.Select(section.Draws)];
    }

    /// <summary>Makes the points; none if an error was reported.</summary>
    /// <param name="axes">The axes that are not dropped.</param>
    /// <param name="section">What the study says of them.</param>
    /// <param name="pointsMax">The greatest number of points.</param>
    /// <param name="errors">Takes the mistakes.</param>
    public static ImmutableArray<PlannedPoint> Points(
        ImmutableArray<Axis> axes,
        StudySection section,
        int pointsMax,
        ErrorList errors
    )
    {
        var grid = new PointGrid(axes, section, errors);
        int before = errors.Count;
        grid.MakeColumns();
        return errors.Count > before ? [] : grid.Combine(pointsMax);
    }

    private void MakeColumns()
    {
        foreach (Axis axis in _axes.Where(axis => !axis.IsContinuous || axis.IsNarrowed))
        {
            ReportDuplicates(axis);
            var group = _section.Lockstep.FirstOrDefault(group => group.Contains(axis), [axis]);
            if (group.MinBy(other => _axes.IndexOf(other)) == axis)
            {
                _columns.Add(GridColumn.Of(_axes, group));
            }
        }

        if (_section.Draw is { } draw)
        {
            ImmutableArray<Axis> drawn = [.. _axes.Where(_section.Draws)];
            long count = draw.Count(drawn.Length);
            if (count > ScenarioFile.PointsMax)
            {
                string most = $"at most {ScenarioFile.PointsMax} points";
                _errors.Add(draw.Place, most, $"{count}", null, $"{count} points, {most}");
                return;
            }

            _columns.Add(GridColumn.Of(_axes, drawn, draw.Rows(drawn.Length)));
        }
    }

    private ImmutableArray<PlannedPoint> Combine(int pointsMax)
    {
        double combinations = _columns.Aggregate(1.0, (count, column) => count * column.Count);
        double most = _section.Where.IsEmpty ? pointsMax : CombinationsMax;
        if (combinations > most)
        {
            ReportTooMany(combinations, (long)most, pointsMax);
            return [];
        }

        var points = ImmutableArray.CreateBuilder<PlannedPoint>();
        long[] removed = new long[_section.Where.Length];
        var options = new AxisOption[_axes.Length];
        for (long i = 0; i < (long)combinations; i++)
        {
            long rest = i;
            for (int column = _columns.Count - 1; column >= 0; column--)
            {
                _columns[column].Fill(options, (int)(rest % _columns[column].Count));
                rest /= _columns[column].Count;
            }

            if (!IsKept(options, removed))
            {
                continue;
            }

            if (points.Count == pointsMax)
            {
                ReportTooMany(pointsMax + 1, pointsMax, pointsMax);
                return [];
            }

            points.Add(Named(options, i));
        }

        if (points.Count == 0)
        {
            ReportNone((long)combinations, removed);
        }

        return points.ToImmutable();
    }

    private bool IsKept(AxisOption[] options, long[] removed)
    {
        bool isKept = true;
        for (int i = 0; i < removed.Length; i++)
        {
            if (!_section.Where[i].Holds(options))
            {
                removed[i]++;
                isKept = false;
            }
        }

        return isKept;
    }

    private PlannedPoint Named(AxisOption[] options, long index)
    {
        var labels = new List<string>(options.Length + 1);
        for (int i = 0; i < options.Length; i++)
        {
            if (options[i] is { } option && !_isDrawn[i])
            {
                labels.Add(option.Label);
            }
        }

        if (_section.Draw is not null)
        {
            labels.Add(_columns[^1].SampleLabel((int)(index % _columns[^1].Count)));
        }

        string name = labels.Count == 0 ? PointName.Base : string.Join(',', labels);
        if (name.Length > NameMax)
        {
            Place place = _axes[^1].Path.Place;
            _errors.Add(place, $"a point's name of at most {NameMax} letters", $"'{name}'");
        }

        return new PlannedPoint(name, [.. options.Where(option => option is not null)]);
    }

    private void ReportTooMany(double found, long most, int pointsMax)
    {
        Place place = _axes[^1].Path.Place;
        string count = found.ToString("0", CultureInfo.InvariantCulture);
        string problem =
            _section.Where.IsEmpty ? $"{count} points, at most {pointsMax}"
            : found > pointsMax + 1 ? $"{count} combinations before conditions, at most {most}"
            : $"more than {pointsMax} points";
        if (pointsMax < ScenarioFile.PointsMax)
        {
            problem += $"; --yes makes up to {ScenarioFile.PointsMax}";
        }

        _errors.Add(place, $"at most {pointsMax} points", count, null, problem);
    }

    private void ReportNone(long combinations, long[] removed)
    {
        IEnumerable<string> causes = _section.Where.Select(
            (constraint, i) => $"'{constraint.Text}' removes {removed[i]}"
        );
        string problem = $"no point is left of {combinations}: {string.Join(", ", causes)}";
        _errors.Add(_section.WherePlace, "conditions that some point meets", "none", null, problem);
    }

    private void ReportDuplicates(Axis axis)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        ScalarNode[] again = [.. axis.Values.Where(value => !seen.Add(axis.Compact(value.Text)))];
        if (again is [var first, ..])
        {
            string name = axis.Compact(first.Text);
            string problem =
                $"two values of '{axis.Name}' give points the same name '{name}'"
                + (again.Length > 1 ? $", as do {again.Length - 1} more" : "");
            _errors.Add(first.Place, "different values", first.Words, null, problem);
        }
    }
}
