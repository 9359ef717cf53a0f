using System.Collections.Immutable;
using MigSim.Experiments.Scenarios;
using MigSim.Provenance;

namespace MigSim.Experiments.Calibrations;

/// <summary>Finds the fits of campaigns that a scenario rests on.</summary>
public static class AppliedCalibrations
{
    /// <summary>What the source of a constant begins with if a campaign's fit was promoted.</summary>
    public const string SourceStart = "calibration/campaigns/";

    /// <summary>Gets campaign, fit and digest of each, in the order of their names.</summary>
    public static ImmutableArray<string> Of(Scenario scenario) =>
        [
            .. scenario
                .Constants.Where(constant =>
                    constant.Origin == Origin.Fitted
                    && constant.Source.StartsWith(SourceStart, StringComparison.Ordinal)
                )
                .Select(constant => WithoutDate(constant.Source))
                .Concat(scenario.Calibrations.Select(applied => applied.Stamp.Id))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    // "…, fit all, sha256:…, 2026-11-23"
    private static string WithoutDate(string source) =>
        source.LastIndexOf(", ", StringComparison.Ordinal) is var comma and > 0
            ? source[..comma]
            : source;
}
