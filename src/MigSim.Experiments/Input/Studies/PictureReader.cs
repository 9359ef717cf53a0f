using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Studies;

/// <summary>Reads the pictures of a study; one over an axis of one value is left out.</summary>
internal sealed class PictureReader(Sheet sheet, StudyAxes axes, StudyMetrics metrics)
{
    public ImmutableArray<StudyPictureSpec> Read(MapReader study) =>
        [.. study.OpenList(StudyFields.Pictures).Select(ReadOne).OfType<StudyPictureSpec>()];

    private StudyPictureSpec? ReadOne(MapReader picture)
    {
        ReadOnlySpan<Field> fields = [StudyFields.Lines, StudyFields.Heat, StudyFields.Pareto];
        ImmutableArray<Field> given = [.. fields.ToArray().Where(picture.Has)];
        if (given.Length != 1)
        {
            const string problem = "a picture has one of 'lines', 'heat' and 'pareto'";
            string found = given.IsEmpty ? "none" : "several";
            sheet.Report(picture.Path, "'lines', 'heat' or 'pareto'", found, null, problem);
            return null;
        }

        ImmutableArray<string> shown = ReadMetrics(picture, given[0]);
        StudyPictureKind kind =
            given[0] == StudyFields.Lines ? StudyPictureKind.Lines
            : given[0] == StudyFields.Heat ? StudyPictureKind.HeatMap
            : StudyPictureKind.Pareto;
        int count = kind switch
        {
            StudyPictureKind.Lines => 1,
            StudyPictureKind.HeatMap => 2,
            _ => 0,
        };
        var names = picture.GetList<string>(StudyFields.Over);
        if (names.Length != count)
        {
            string expected = count switch
            {
                0 => "no 'over' for 'pareto'",
                1 => "one axis under 'over' for 'lines'",
                _ => "two axes under 'over' for 'heat'",
            };
            string path = picture.PathOf(StudyFields.Over.Name);
            sheet.Report(path, expected, names.Length == 0 ? "none" : $"{names.Length}");
        }

        ImmutableArray<Axis?> over = [.. names.Select(name => axes.Find(name.Path, name.Value))];
        Axis? by = axes.Find(picture, StudyFields.By);
        if (kind == StudyPictureKind.HeatMap && picture.Has(StudyFields.By))
        {
            const string problem = "a heat map has two axes and no 'by'";
            string path = picture.PathOf(StudyFields.By.Name);
            sheet.Report(path, "no 'by'", "one", null, problem);
        }

        return over.All(axis => axis is { IsVaried: true })
            ? new StudyPictureSpec(
                kind,
                shown,
                [.. over.Select(axis => axis!.Name)],
                by is { IsVaried: true } ? by.Name : null
            )
            : null;
    }

    private ImmutableArray<string> ReadMetrics(MapReader picture, Field field)
    {
        if (field is Field<string> single)
        {
            return [metrics.Read(picture, single)];
        }

        ImmutableArray<string> read = metrics.ReadList(picture, field);
        if (read.Length != 2)
        {
            string path = picture.PathOf(field.Name);
            sheet.Report(path, "two metrics", $"{read.Length}");
        }

        return read;
    }
}
