using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Studies;

/// <summary>Reads the search for an edge along a range.</summary>
internal sealed class EdgeReader(Sheet sheet, StudyAxes axes, StudyMetrics metrics)
{
    /// <summary>Reads the search, and the axis that it goes along; null if there is none.</summary>
    public (Axis Axis, EdgeSearch Search)? Read(MapReader study)
    {
        if (!study.Has(StudyFields.Find))
        {
            return null;
        }

        MapReader find = study.Open(StudyFields.Find);
        bool isSmallest = OneOf(find, StudyFields.Smallest, StudyFields.Largest);
        bool isBelow = OneOf(find, StudyFields.Below, StudyFields.Above);
        Field<string> field = isSmallest ? StudyFields.Smallest : StudyFields.Largest;
        string metric = metrics.Read(find, StudyFields.Metric);
        Axis? axis = axes.Find(find, field);
        if (axis is not { IsVaried: true })
        {
            return null;
        }

        if (axis is not { IsContinuous: true, Range: { } range })
        {
            string problem =
                $"an edge is looked for along a range without 'steps', which '{axis.Name}' is not";
            sheet.Report(find.PathOf(field.Name), "a range", "a list", null, problem);
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
            sheet.Report(reader.Path, $"'{first.Name}' or '{second.Name}'", found, null, problem);
        }

        return reader.Has(first);
    }
}
