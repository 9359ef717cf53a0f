using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Comparing;

/// <summary>What differs in how two sides were made, as far as their manifests tell.</summary>
internal static class ComparedConditions
{
    public static ImmutableArray<string> Of(
        ImmutableArray<RunResult> leftRuns,
        ImmutableArray<RunResult> rightRuns
    )
    {
        RunManifest left = leftRuns[0].Report.Manifest;
        RunManifest right = rightRuns[0].Report.Manifest;
        List<string> differences = [];
        Add("point", left.Point, right.Point);
        Add("testbed", left.Testbed, right.Testbed);
        Add("overrides", Overrides(left), Overrides(right));
        Add("version", $"{left.Version} {left.Commit}", $"{right.Version} {right.Commit}");
        foreach (
            string file in left.Inputs.Keys.Union(right.Inputs.Keys).Order(StringComparer.Ordinal)
        )
        {
            string? here = left.Inputs.GetValueOrDefault(file);
            string? there = right.Inputs.GetValueOrDefault(file);
            if (here != there)
            {
                differences.Add(
                    here is null ? $"{file} was read on the right only."
                    : there is null ? $"{file} was read on the left only."
                    : $"{file} has other contents on the right."
                );
            }
        }

        int interrupted = leftRuns
            .Concat(rightRuns)
            .Count(run => run.Report.Manifest.IsInterrupted);
        if (interrupted > 0)
        {
            differences.Add($"{interrupted} of the runs were broken off before their end.");
        }

        return [.. differences];

        void Add(string name, string here, string there)
        {
            if (here != there)
            {
                differences.Add($"{name}: {here} on the left, {there} on the right.");
            }
        }
    }

    private static string Overrides(RunManifest run) =>
        run.Overrides.IsEmpty ? "none" : string.Join(", ", run.Overrides);
}
