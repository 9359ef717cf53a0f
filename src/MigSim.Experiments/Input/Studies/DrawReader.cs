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

/// <summary>Reads what draws values of the ranges that have no steps.</summary>
internal sealed class DrawReader(Sheet sheet, StudyAxes axes, StudyMetrics metrics)
{
    private static Xoshiro256StarStar Stream(int seed) => new(seed, threadSafe: false);

    /// <summary>Reads what draws values; null if nothing does.</summary>
    public Draw? ReadSample(MapReader study)
    {
        if (!study.Has(StudyFields.Sample))
        {
            return null;
        }

        MapReader sample = study.Open(StudyFields.Sample);
        SampleMethod method = sample.Get(StudyFields.SampleMethodField);
        int points = sample.Get(StudyFields.SamplePoints);
        int seed = sample.Get(StudyFields.Seed);
        return method == SampleMethod.Sobol
            ? new Draw(
                "Sobol's sequence",
                sheet.PlaceOf(sample.Path),
                SobolSequence.DimensionsMax,
                true,
                _ => points,
                count => SobolSequence.Points(count, points, Stream(seed))
            )
            : new Draw(
                "a sample",
                sheet.PlaceOf(sample.Path),
                int.MaxValue,
                true,
                _ => points,
                count => LatinHypercube.Points(count, points, Stream(seed))
            );
    }

    /// <summary>Reads what measures sensitivities, which draws its own values; null if nothing does.</summary>
    public (Draw Draw, SensitivityPlan Plan)? ReadSensitivity(MapReader study)
    {
        if (!study.Has(StudyFields.Sensitivity))
        {
            return null;
        }

        MapReader section = study.Open(StudyFields.Sensitivity);
        SensitivityMethod method = section.Get(StudyFields.SensitivityMethodField);
        int samples = section.Get(StudyFields.Samples);
        int seed = section.Get(StudyFields.Seed);
        Place place = sheet.PlaceOf(section.Path);
        Draw draw =
            method == SensitivityMethod.Sobol
                ? new Draw(
                    "Sobol's method",
                    place,
                    SaltelliDesign.DimensionsMax,
                    false,
                    count => samples * (count + 2L),
                    count => SaltelliDesign.Points(count, samples, Stream(seed))
                )
                : new Draw(
                    "Morris's method",
                    place,
                    int.MaxValue,
                    false,
                    count => samples * (count + 1L),
                    count => MorrisDesign.Points(count, samples, Stream(seed))
                );
        return (
            draw,
            new SensitivityPlan(method, samples, metrics.ReadList(section, StudyFields.Metrics))
        );
    }

    /// <summary>Reports axes without values, and what draws none.</summary>
    public void Check(Draw? draw, ImmutableArray<Axis> drawn)
    {
        if (!sheet.IsGood("study.sample", "study.sensitivity", "study.find"))
        {
            return;
        }

        if (draw is not null && drawn.Length > draw.DimensionsMax)
        {
            string most = draw.DimensionsMax.ToString(CultureInfo.InvariantCulture);
            string problem =
                $"{draw.Name} draws values of at most {most} ranges, here are {drawn.Length}";
            sheet.ReportAt(draw.Place, "study", $"at most {most} ranges", "more", null, problem);
        }

        if (
            draw is not null
            && drawn.IsEmpty
            && !axes.All.Any(axis => axis is { IsNarrowed: true, Range: not null })
        )
        {
            string problem =
                $"{draw.Name} needs a range without 'steps', such as {{ from: 100 Mbit/s, to: 10 Gbit/s }}";
            sheet.ReportAt(draw.Place, "study", "a range without 'steps'", "none", null, problem);
        }

        foreach (Axis axis in drawn.Where(_ => draw is null))
        {
            string problem =
                $"the range of '{axis.Name}' has neither 'steps' nor a 'step', and the study has no 'sample', "
                + "'sensitivity' or 'find' for it";
            sheet.ReportAt(axis.Range!.Place, "", "'steps' or a 'step'", "neither", null, problem);
        }
    }
}
