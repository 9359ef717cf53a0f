using System.Collections.Immutable;
using MigSim.Experiments.Input.Constants;
using MigSim.Models.Memory;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Calibration.Profiles;

/// <summary>Reads a dirty-memory curve.</summary>
internal static class CurveReader
{
    private static readonly string[] Kinds =
    [
        "rate",
        "power",
        "samples",
        "classes",
        "phases",
        "trace",
    ];

    private static readonly RateCurve Idle = new(0, 0);

    /// <summary>Reads the curve of a mapping; null if it is wrong.</summary>
    /// <param name="map">The mapping.</param>
    /// <param name="known">The curves so far, which phases may name.</param>
    /// <param name="directory">The folder that the path of a trace starts from.</param>
    public static IDirtyCurve? Read(
        ConstantMap map,
        IReadOnlyDictionary<string, IDirtyCurve> known,
        string directory
    )
    {
        IDirtyCurve? curve = map.Choice("kind", Kinds) switch
        {
            "rate" => new RateCurve(
                Pages(map, "rate", map.BytesPerSecond("rate")),
                (map.Bytes("working_set") / DataSize.PageBytes) ?? double.PositiveInfinity
            ),
            "power" => new PowerCurve(
                Pages(map, "in_first_second", map.Bytes("in_first_second")),
                Required(map, "exponent", map.Number("exponent")),
                Max(map)
            ),
            "samples" => Samples(map),
            "classes" => Classes(map),
            "phases" => Phases(map, known),
            "trace" => TraceReader.Read(map, directory),
            _ => Missing(map),
        };
        map.Finish();
        return curve;
    }

    private static IDirtyCurve? Missing(ConstantMap map)
    {
        if (map.Text("kind") is null)
        {
            map.Report("kind", $"a kind: {string.Join(", ", Kinds)}", "none");
        }

        return null;
    }

    private static SampledCurve? Samples(ConstantMap map)
    {
        string? between = map.Choice("between", ["powers", "lines"]);
        double max = Max(map);
        if (map.Samples("samples") is not { } samples)
        {
            map.Report("samples", "a list of samples such as [0.5 s, 20 MB]", "none");
            return null;
        }

        try
        {
            return new SampledCurve(
                [
                    .. samples.Select(sample => new CurvePoint(
                        sample.Seconds,
                        sample.Bytes / DataSize.PageBytes
                    )),
                ],
                between != "lines",
                max
            );
        }
        catch (ArgumentException exception)
        {
            map.Report("samples", "samples that grow with time", exception.Message);
            return null;
        }
    }

    private static PhasedCurve Phases(
        ConstantMap map,
        IReadOnlyDictionary<string, IDirtyCurve> known
    )
    {
        var phases = ImmutableArray.CreateBuilder<LoadPhase>();
        ConstantMap? maps = map.Map("phases");
        foreach (string name in maps?.Names ?? [])
        {
            if (maps!.Map(name) is { } one)
            {
                double until = one.Seconds("until") ?? double.PositiveInfinity;
                string? curve = one.Choice("curve", [.. known.Keys]);
                one.Finish();
                if (phases.Count > 0 && until <= phases[^1].Until)
                {
                    one.Report("until", "a time after the phase before", "an earlier one");
                }

                phases.Add(new LoadPhase(until, known.GetValueOrDefault(curve ?? "") ?? Idle));
            }
        }

        return new PhasedCurve(phases.ToImmutable());
    }

    private static PageClassCurve Classes(ConstantMap map)
    {
        var classes = ImmutableArray.CreateBuilder<PageClass>();
        if (map.Map("pages") is { } pages)
        {
            foreach (string name in pages.Names)
            {
                if (pages.Map(name) is { } one)
                {
                    double count = Required(one, "pages", one.Number("pages"));
                    double rewrites = Required(one, "rewrites", one.PerSecond("rewrites"));
                    one.Finish();
                    classes.Add(new PageClass(name, (long)count, rewrites));
                }
            }
        }

        return new PageClassCurve(classes.ToImmutable());
    }

    private static double Max(ConstantMap map) =>
        (map.Bytes("most") / DataSize.PageBytes) ?? double.PositiveInfinity;

    private static double Pages(ConstantMap map, string name, double? bytes) =>
        Required(map, name, bytes) / DataSize.PageBytes;

    private static double Required(ConstantMap map, string name, double? value)
    {
        if (value is null)
        {
            map.Report(name, $"the field '{name}'", "none");
        }

        return value ?? 1;
    }
}
