using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Studies;

/// <summary>Reads the section <c>study</c>.</summary>
/// <remarks>
/// An axis that <c>--set</c> narrowed to one value leaves its group, its comparison, its picture and its search:
/// a part of a study can be run with no change in the file.
/// </remarks>
internal sealed class StudyReader
{
    private readonly Sheet _sheet;
    private readonly MapReader _study;
    private readonly StudyAxes _axes;
    private readonly StudyMetrics _metrics;

    private StudyReader(Sheet sheet, MapReader study, ImmutableArray<Axis> axes)
    {
        _sheet = sheet;
        _study = study;
        _axes = new StudyAxes(sheet, axes);
        _metrics = new StudyMetrics(sheet);
    }

    /// <summary>Reads the section.</summary>
    /// <param name="node">The section; null if the scenario has none.</param>
    /// <param name="axes">The axes that are not dropped.</param>
    /// <param name="errors">Takes the mistakes.</param>
    public static StudySection Read(Node? node, ImmutableArray<Axis> axes, ErrorList errors)
    {
        var sheet = new Sheet(errors, new SharedParts());
        const string name = "study";
        Node section = node ?? new MapNode(default, null, []);
        var study = new MapReader(sheet, name, name, section, StudyFields.Study);
        return new StudyReader(sheet, study, axes).Read();
    }

    private StudySection Read()
    {
        (Axis Axis, EdgeSearch Search)? find = new EdgeReader(_sheet, _axes, _metrics).Read(_study);
        var draws = new DrawReader(_sheet, _axes, _metrics);
        Draw? sample = draws.ReadSample(_study);
        (Draw Draw, SensitivityPlan Plan)? sensitivity = draws.ReadSensitivity(_study);
        if (sensitivity is not null && (sample is not null || find is not null))
        {
            string other = sample is not null ? "sample" : "find";
            string problem =
                $"a study has either 'sensitivity', which draws its own values, or '{other}'";
            _sheet.Report("study.sensitivity", $"no '{other}' beside it", "both", null, problem);
        }

        Draw? draw = sensitivity?.Draw ?? sample;
        ImmutableArray<Axis> drawn = _axes.Drawn(find?.Axis);
        draws.Check(draw, drawn);
        bool isDrawn = draw is not null && drawn.Length > 0;
        return new StudySection
        {
            Lockstep = ReadLockstep(),
            Where = ReadWhere(find?.Axis, draw, drawn),
            WherePlace = _sheet.PlaceOf("study.where"),
            Draw = isDrawn ? draw : null,
            Sought = find?.Axis,
            Design = new StudyDesign
            {
                Replications = _study.Has(StudyFields.Replications)
                    ? _study.Get(StudyFields.Replications)
                    : null,
                Until = ReadUntil(),
                Find = find?.Search,
                Sensitivity = isDrawn ? sensitivity?.Plan : null,
                Comparisons = ReadComparisons(),
                Pictures = new PictureReader(_sheet, _axes, _metrics).Read(_study),
            },
            Metrics = _metrics.All,
        };
    }

    private ImmutableArray<ImmutableArray<Axis>> ReadLockstep()
    {
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<Axis>>();
        var used = new HashSet<Axis>();
        foreach (var names in _study.GetLists<string>(StudyFields.Lockstep))
        {
            var group = new List<Axis>();
            foreach ((string path, string name) in names)
            {
                Axis? axis = _axes.Find(path, name);
                if (axis is not { IsVaried: true } || axis.IsContinuous)
                {
                    ReportContinuous(path, axis);
                    continue;
                }

                if (!used.Add(axis))
                {
                    string twice = $"the axis '{name}' is in lockstep twice";
                    _sheet.Report(path, "every axis once", $"'{name}' again", null, twice);
                    continue;
                }

                group.Add(axis);
                if (axis.Values.Length != group[0].Values.Length)
                {
                    string problem =
                        $"axes in lockstep have as many values: '{group[0].Name}' has "
                        + $"{group[0].Values.Length}, '{axis.Name}' {axis.Values.Length}";
                    _sheet.Report(
                        path,
                        $"{group[0].Values.Length} values",
                        "others",
                        null,
                        problem
                    );
                }
            }

            groups.Add([.. group]);
        }

        return groups.ToImmutable();
    }

    private void ReportContinuous(string path, Axis? axis)
    {
        if (axis is { IsVaried: true })
        {
            string problem =
                $"the range of '{axis.Name}' has no 'steps', and goes with no other axis";
            _sheet.Report(path, "a list, or a range with 'steps'", "a range", null, problem);
        }
    }

    private ImmutableArray<Constraint> ReadWhere(
        Axis? sought,
        Draw? draw,
        ImmutableArray<Axis> drawn
    )
    {
        var reader = new ConstraintReader(_sheet, _axes);
        var read = ImmutableArray.CreateBuilder<Constraint>();
        foreach ((string path, string text) in _study.GetList<string>(StudyFields.Where))
        {
            if (!_sheet.IsGood(path) || reader.Read(path, text) is not { } constraint)
            {
                continue;
            }

            read.Add(constraint);
            foreach (int slot in (int[])[constraint.Left.Slot, constraint.Right.Slot])
            {
                Axis? axis = slot < 0 ? null : _axes.All[slot];
                bool isWhole =
                    draw is { MayLoseRows: false } && axis is not null && drawn.Contains(axis);
                if (axis is not null && (axis == sought || isWhole))
                {
                    string why = isWhole
                        ? "the sensitivities need all of its values"
                        : "it is searched";
                    string problem = $"a condition cannot be about '{axis.Name}': {why}";
                    _sheet.Report(path, "a condition about other axes", $"'{text}'", null, problem);
                }
            }
        }

        return read.ToImmutable();
    }

    private Precision? ReadUntil()
    {
        if (!_study.Has(StudyFields.Until))
        {
            return null;
        }

        MapReader until = _study.Open(StudyFields.Until);
        string text = until.Get(StudyFields.Within).Trim();
        bool isRelative = text.EndsWith('%');
        double width = double.Parse(text.TrimEnd('%', ' '), CultureInfo.InvariantCulture);
        return new Precision(
            _metrics.Read(until, StudyFields.Metric),
            isRelative ? width / 100 : width,
            isRelative,
            until.Get(StudyFields.Max)
        );
    }

    private ImmutableArray<NamedComparison> ReadComparisons()
    {
        var read = ImmutableArray.CreateBuilder<NamedComparison>();
        foreach (MapReader comparison in _study.OpenList(StudyFields.Compare))
        {
            ImmutableArray<string> metrics = _metrics.ReadList(comparison, StudyFields.Metrics);
            string name = comparison.Get(StudyFields.Name);
            if (read.Any(other => other.Name == name))
            {
                string problem = $"two comparisons are called '{name}'";
                string path = comparison.PathOf(StudyFields.Name.Name);
                _sheet.Report(path, "names that differ", $"'{name}'", null, problem);
            }

            Axis? axis = _axes.Find(comparison, StudyFields.Axis);
            if (axis is { IsVaried: true })
            {
                string? baseline = _axes.ValueOf(comparison, StudyFields.Baseline, axis);
                string? alternative = _axes.ValueOf(comparison, StudyFields.Alternative, axis);
                read.Add(new(name, axis.Name, baseline ?? "", alternative ?? "", metrics));
            }
        }

        return read.ToImmutable();
    }
}
