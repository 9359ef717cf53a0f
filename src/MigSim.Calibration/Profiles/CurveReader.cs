using System.Collections.Immutable;
using MigSim.Experiments.Input.Constants;
using MigSim.Models.Memory;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Calibration.Profiles;

/// <summary>Reads a dirty-memory curve.</summary>
internal static class CurveReader
{
    private static readonly string[] Kinds = ["rate", "power", "samples", "classes"];

    /// <summary>Reads the curve of a mapping; null if it is wrong.</summary>
    public static IDirtyCurve? Read(ConstantMap map)
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
