using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Comparing;

/// <summary>Runs of equal seeds.</summary>
internal static class RunPairs
{
    private const string Simulated = "sim";

    /// <summary>Tells whether runs are compared pair by pair.</summary>
    /// <remarks>
    /// Simulated runs of one seed draw the same random numbers, so that what is left between them is the
    /// difference in question. On a lab a seed is only a number.
    /// </remarks>
    public static bool AreWanted(
        Pairing pairing,
        ImmutableArray<RunResult> left,
        ImmutableArray<RunResult> right
    ) =>
        pairing switch
        {
            Pairing.Seed => true,
            Pairing.None => false,
            _ => left.Length > 1
                && left.Concat(right).All(run => run.Report.Manifest.Testbed == Simulated)
                && left.Select(Seed).SequenceEqual(right.Select(Seed)),
        };

    /// <summary>Gets the runs that have a partner, each beside its own.</summary>
    public static (ImmutableArray<RunResult> Left, ImmutableArray<RunResult> Right) Of(
        ImmutableArray<RunResult> left,
        ImmutableArray<RunResult> right
    )
    {
        HashSet<ulong> both = [.. left.Select(Seed).Intersect(right.Select(Seed))];
        return (
            [.. left.Where(run => both.Contains(Seed(run)))],
            [.. right.Where(run => both.Contains(Seed(run)))]
        );
    }

    private static ulong Seed(RunResult run) => run.Report.Manifest.Seed;
}
