using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Reports;
using MigSim.Provenance;

namespace MigSim.Reporting.Pages;

/// <summary>Everything that is needed to run it again, and what the result rests on.</summary>
internal static class ProvenanceTables
{
    /// <summary>Makes the tables of a run.</summary>
    public static IEnumerable<ReportTable> Of(RunResult result)
    {
        RunManifest manifest = result.Report.Manifest;
        yield return Pairs(
            "The run",
            [
                ("scenario", manifest.Scenario),
                ("point", manifest.Point),
                ("testbed", manifest.Testbed),
                ("seed", manifest.Seed.ToString(CultureInfo.InvariantCulture)),
                ("overrides", string.Join(", ", manifest.Overrides)),
                ("version", manifest.Version),
                ("commit", manifest.Commit),
                ("trace hash", manifest.TraceHash ?? "none: a lab has none"),
                (
                    "begun at",
                    manifest.StartedAt.ToString(
                        "yyyy-MM-dd HH:mm:ss zzz",
                        CultureInfo.InvariantCulture
                    )
                ),
            ]
        );
        if (!result.Report.Calibrations.IsEmpty)
        {
            yield return Pairs(
                "Calibrations",
                result.Report.Calibrations.Select(id => ("constants fitted by", id))
            );
        }

        if (!manifest.Inputs.IsEmpty)
        {
            yield return Pairs("Files read", Sorted(manifest.Inputs));
        }

        if (!manifest.Tools.IsEmpty)
        {
            yield return Pairs("Tools", Sorted(manifest.Tools));
        }

        if (!result.Constants.IsEmpty)
        {
            yield return Constants(result.Constants);
        }
    }

    /// <summary>Says how many constants there are, and how many of them were fitted.</summary>
    public static string Fitted(ImmutableArray<Constant> constants) =>
        constants.IsEmpty
            ? "A measurement: it rests on no constants."
            : $"A simulation: it rests on {constants.Length} constants, of which "
                + $"{constants.Count(constant => constant.Origin == Origin.Fitted)} were fitted.";

    private static ReportTable Constants(ImmutableArray<Constant> constants) =>
        new(
            "Constants",
            ["name", "value", "origin", "source"],
            [
                .. constants.Select(constant =>
                    (ImmutableArray<string>)
                        [
                            constant.Name,
                            constant.Value,
                            KebabCase.Of(constant.Origin).Replace('-', ' '),
                            constant.Source,
                        ]
                ),
            ]
        );

    private static IEnumerable<(string, string)> Sorted(
        ImmutableSortedDictionary<string, string> texts
    ) => texts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value));

    private static ReportTable Pairs(string title, IEnumerable<(string, string)> pairs) =>
        new(
            title,
            ["what", "value"],
            [.. pairs.Select(pair => (ImmutableArray<string>)[pair.Item1, pair.Item2])]
        );
}
