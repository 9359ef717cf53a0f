using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics.Random;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Sampling;
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
    private readonly List<(Place Place, string Name)> _metrics = [];

    private StudyReader(Sheet sheet, MapReader study, ImmutableArray<Axis> axes)
    {
        _sheet = sheet;
        _study = study;
        _axes = new StudyAxes(sheet, axes);
    }

    /// <summary>Reads the section.</summary>
    /// <param name="node">The section; null if the scenario has none.</param>
    /// <param name="axes">The axes that are not dropped.</param>
    /// <param name="errors">Takes the mistakes.</param>
    public static StudySection Read(Node? node, ImmutableArray<Axis> axes, ErrorList errors)
    {
        var sheet = new Sheet(errors, new SharedParts());
        const string name = "study";
        var study = new MapReader(sheet, name, name, node, StudyFields.Study);
        return new StudyReader(sheet, study, axes).Read();
    }

    private StudySection Read()
    {
        (Axis Axis, EdgeSearch Search)? find = ReadFind();
        Draw? sample = ReadSample();
        (Draw Draw, SensitivityPlan Plan)? sensitivity = ReadSensitivity();
        if (sensitivity is not null && (sample is not null || find is not null))
        {
            string other = sample is not null ? "sample" : "find";
            string problem =
                $"a study has either 'sensitivity', which draws its own values, or '{other}'";
            _sheet.Report("study.sensitivity", $"no '{other}' beside it", "both", null, problem);
        }

        Draw? draw = sensitivity?.Draw ?? sample;
        ImmutableArray<Axis> drawn = _axes.Drawn(find?.Axis);
        CheckDraw(draw, drawn);
        bool isDrawn = draw is not null && drawn.Length > 0;
        return new StudySection
        {
            Lockstep = ReadLockstep(),
            Where = ReadWhere(find?.Axis, draw, drawn),
            WherePlace = _study.Has(StudyFields.Where) ? _sheet.PlaceOf("study.where") : default,
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
                Pictures = new PictureReader(_sheet, _axes, Metric).Read(_study),
            },
            Metrics = [.. _metrics],
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
        var reader = new ConstraintReader(_sheet, _axes.All);
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

    private static Xoshiro256StarStar Stream(int seed) => new(seed, threadSafe: false);

    private Draw? ReadSample()
    {
        if (!_study.Has(StudyFields.Sample))
        {
            return null;
        }

        MapReader sample = _study.Open(StudyFields.Sample);
        SampleMethod method = sample.Get(StudyFields.SampleMethodField);
        int points = sample.Get(StudyFields.SamplePoints);
        int seed = sample.Get(StudyFields.Seed);
        return method == SampleMethod.Sobol
            ? new Draw(
                "Sobol's sequence",
                _sheet.PlaceOf(sample.Path),
                SobolSequence.DimensionsMax,
                true,
                _ => points,
                axes => SobolSequence.Points(axes, points, Stream(seed))
            )
            : new Draw(
                "a sample",
                _sheet.PlaceOf(sample.Path),
                int.MaxValue,
                true,
                _ => points,
                axes => LatinHypercube.Points(axes, points, Stream(seed))
            );
    }

    private (Draw Draw, SensitivityPlan Plan)? ReadSensitivity()
    {
        if (!_study.Has(StudyFields.Sensitivity))
        {
            return null;
        }

        MapReader section = _study.Open(StudyFields.Sensitivity);
        SensitivityMethod method = section.Get(StudyFields.SensitivityMethodField);
        int samples = section.Get(StudyFields.Samples);
        int seed = section.Get(StudyFields.Seed);
        Place place = _sheet.PlaceOf(section.Path);
        Draw draw =
            method == SensitivityMethod.Sobol
                ? new Draw(
                    "Sobol's method",
                    place,
                    SaltelliDesign.DimensionsMax,
                    false,
                    axes => samples * (axes + 2L),
                    axes => SaltelliDesign.Points(axes, samples, Stream(seed))
                )
                : new Draw(
                    "Morris's method",
                    place,
                    int.MaxValue,
                    false,
                    axes => samples * (axes + 1L),
                    axes => MorrisDesign.Points(axes, samples, Stream(seed))
                );
        return (draw, new SensitivityPlan(method, samples, ReadMetrics(section)));
    }

    private void CheckDraw(Draw? draw, ImmutableArray<Axis> drawn)
    {
        if (draw is not null && drawn.Length > draw.DimensionsMax)
        {
            string most = draw.DimensionsMax.ToString(CultureInfo.InvariantCulture);
            string problem =
                $"{draw.Name} draws values of at most {most} ranges, here are {drawn.Length}";
            _sheet.ReportAt(draw.Place, "study", $"at most {most} ranges", "more", null, problem);
        }

        if (
            draw is not null
            && drawn.IsEmpty
            && !_axes.All.Any(axis => axis is { IsNarrowed: true, Range: not null })
        )
        {
            string problem =
                $"{draw.Name} needs a range without 'steps', such as {{ from: 100 Mbit/s, to: 10 Gbit/s }}";
            _sheet.ReportAt(draw.Place, "study", "a range without 'steps'", "none", null, problem);
        }

        foreach (Axis axis in drawn.Where(_ => draw is null))
        {
            string problem =
                $"the range of '{axis.Name}' has neither 'steps' nor a 'step', and the study has no 'sample', "
                + "'sensitivity' or 'find' for it";
            _sheet.ReportAt(axis.Range!.Place, "", "'steps' or a 'step'", "neither", null, problem);
        }
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
            Metric(until, StudyFields.Metric),
            isRelative ? width / 100 : width,
            isRelative,
            until.Get(StudyFields.Max)
        );
    }

    private (Axis Axis, EdgeSearch Search)? ReadFind()
    {
        if (!_study.Has(StudyFields.Find))
        {
            return null;
        }

        MapReader find = _study.Open(StudyFields.Find);
        bool isSmallest = OneOf(find, StudyFields.Smallest, StudyFields.Largest);
        bool isBelow = OneOf(find, StudyFields.Below, StudyFields.Above);
        Field<string> field = isSmallest ? StudyFields.Smallest : StudyFields.Largest;
        string metric = Metric(find, StudyFields.Metric);
        Axis? axis = find.Has(field) ? _axes.Find(find.PathOf(field.Name), find.Get(field)) : null;
        if (axis is not { IsVaried: true })
        {
            return null;
        }

        if (axis is not { IsContinuous: true, Range: { } range })
        {
            string problem =
                $"an edge is looked for along a range without 'steps', which '{axis.Name}' is not";
            _sheet.Report(find.PathOf(field.Name), "a range", "a list", null, problem);
            return null;
        }

        return (
            axis,
            new EdgeSearch
            {
                Axis = axis.Name,
                IsSmallest = isSmallest,
                From = axis.Units!.ToBase(range.First),
                To = axis.Units.ToBase(range.Last),
                IsLogarithmic = range.IsLogarithmic,
                Resolution = find.Get(StudyFields.Resolution),
                Metric = metric,
                Limit = find.Get(isBelow ? StudyFields.Below : StudyFields.Above),
                IsBelow = isBelow,
                Confidence = find.Get(StudyFields.Confidence),
                PointAt = (_, _) =>
                    throw new InvalidOperationException("The points are not read yet."),
            }
        );
    }

    /// <summary>Tells whether the first of two fields is there, of which a mapping has one.</summary>
    private bool OneOf(MapReader reader, Field first, Field second)
    {
        if (reader.Has(first) == reader.Has(second))
        {
            string problem =
                $"{reader.Path[(reader.Path.LastIndexOf('.') + 1)..]} has either '{first.Name}' or '{second.Name}'";
            string found = reader.Has(first) ? "both" : "neither";
            _sheet.Report(reader.Path, $"'{first.Name}' or '{second.Name}'", found, null, problem);
        }

        return reader.Has(first);
    }

    private ImmutableArray<NamedComparison> ReadComparisons()
    {
        var read = ImmutableArray.CreateBuilder<NamedComparison>();
        foreach (MapReader comparison in _study.OpenList(StudyFields.Compare))
        {
            ImmutableArray<string> metrics = ReadMetrics(comparison);
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

    private ImmutableArray<string> ReadMetrics(MapReader reader)
    {
        var metrics = reader.GetList<string>(StudyFields.Metrics);
        _metrics.AddRange(metrics.Select(metric => (_sheet.PlaceOf(metric.Path), metric.Value)));
        return [.. metrics.Select(metric => metric.Value)];
    }

    private string Metric(MapReader reader, Field<string> field)
    {
        string metric = reader.Get(field);
        if (reader.Has(field))
        {
            Metric(reader.PathOf(field.Name), metric);
        }

        return metric;
    }

    private void Metric(string path, string metric) => _metrics.Add((_sheet.PlaceOf(path), metric));
}
