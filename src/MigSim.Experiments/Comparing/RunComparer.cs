using System.Collections.Immutable;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Comparing;

/// <summary>Sets two sets of runs beside each other.</summary>
public sealed class RunComparer(ComparisonOptions options)
{
    /// <summary>Compares all points that belong together.</summary>
    /// <exception cref="InputException">The sets cannot be compared.</exception>
    public RunComparison Compare(RunSet left, RunSet right)
    {
        ThrowIfMixed(left);
        ThrowIfMixed(right);
        if (left.Scenarios[0] != right.Scenarios[0])
        {
            throw Wrong(
                right,
                $"is of the scenario '{right.Scenarios[0]}' and {left.Name} of "
                    + $"'{left.Scenarios[0]}': only runs of one scenario can be compared"
            );
        }

        ImmutableArray<(string Left, string Right)> points = Match(left, right);
        ImmutableArray<PointComparison> compared =
        [
            .. points.Select(point =>
                Compare(left, right, RunsAt(left, point.Left), RunsAt(right, point.Right))
            ),
        ];
        if (compared.All(point => point.Metrics.IsEmpty))
        {
            throw new InputException([
                new InputError("--metric", 0, 0, "", "")
                {
                    Problem =
                        $"none of the runs has a metric named {string.Join(" or ", options.Metrics)}",
                },
            ]);
        }

        return new RunComparison(
            left.Scenarios[0],
            options,
            compared,
            [
                .. Alone(left, points.Select(point => point.Left)),
                .. Alone(right, points.Select(point => point.Right)),
            ]
        );
    }

    private PointComparison Compare(
        RunSet leftSet,
        RunSet rightSet,
        ImmutableArray<RunResult> leftRuns,
        ImmutableArray<RunResult> rightRuns
    )
    {
        ImmutableArray<string> conditions = ComparedConditions.Of(leftRuns, rightRuns);
        int pairs = 0;
        if (RunPairs.AreWanted(options.Pairing, leftRuns, rightRuns))
        {
            (int leftAlone, int rightAlone) = (leftRuns.Length, rightRuns.Length);
            (leftRuns, rightRuns) = RunPairs.Of(leftRuns, rightRuns);
            pairs = leftRuns.Length;
            if (pairs == 0)
            {
                throw Wrong(
                    rightSet,
                    $"has no seed in common with {leftSet.Name}: nothing to pair"
                );
            }

            if (leftAlone + rightAlone > 2 * pairs)
            {
                conditions = conditions.Add(
                    $"{leftAlone - pairs} runs on the left and {rightAlone - pairs} on the right "
                        + "have no partner of their seed and are left out."
                );
            }
        }

        (string leftLabel, string rightLabel) = SideLabels.Of(
            leftSet.Name,
            leftRuns[0].Report.Manifest,
            rightSet.Name,
            rightRuns[0].Report.Manifest
        );
        var left = new ComparedSide(leftLabel, leftRuns);
        var right = new ComparedSide(rightLabel, rightRuns);
        return new PointComparison(
            left,
            right,
            pairs,
            conditions,
            MetricComparisons.Of(left, right, pairs > 0, options),
            SpanComparisons.Of(left, right, pairs > 0, options.Tolerance)
        );
    }

    private static void ThrowIfMixed(RunSet set)
    {
        if (set.Scenarios.Length > 1)
        {
            throw Wrong(
                set,
                $"holds runs of several scenarios ({string.Join(", ", set.Scenarios)}); name the "
                    + "folder of one"
            );
        }

        if (set.Testbeds.Length > 1)
        {
            throw Wrong(
                set,
                $"holds runs of several testbeds ({string.Join(", ", set.Testbeds)}); name those of "
                    + $"one, as in '{set.Name.TrimEnd('/')}/{set.Testbeds[0]}-*'"
            );
        }
    }

    // Points of the same name; or, where each side has one only, those two.
    private static ImmutableArray<(string Left, string Right)> Match(RunSet left, RunSet right)
    {
        if (left.Points.Length == 1 && right.Points.Length == 1)
        {
            return [(left.Points[0], right.Points[0])];
        }

        ImmutableArray<(string, string)> both =
        [
            .. left.Points.Where(point => right.Points.Contains(point)).Select(p => (p, p)),
        ];
        return both.IsEmpty
            ? throw Wrong(
                right,
                $"has the points {string.Join(", ", right.Points)}, and {left.Name} has "
                    + $"{string.Join(", ", left.Points)}: none is on both sides"
            )
            : both;
    }

    private static ImmutableArray<RunResult> RunsAt(RunSet set, string point)
    {
        ImmutableArray<RunResult> runs = set.At(point);
        ulong? twice = runs.GroupBy(run => run.Report.Manifest.Seed)
            .Where(seed => seed.Count() > 1)
            .Select(seed => (ulong?)seed.Key)
            .FirstOrDefault();
        return twice is null
            ? runs
            : throw Wrong(
                set,
                $"holds seed {twice} of {point} several times; name a folder that has it once"
            );
    }

    private static IEnumerable<string> Alone(RunSet set, IEnumerable<string> compared) =>
        set
            .Points.Except(compared)
            .Select(point => $"{point} is in {set.Name} only and is left out.");

    private static InputException Wrong(RunSet set, string problem) =>
        new([new InputError(set.Name, 0, 0, "", "") { Problem = problem }]);
}
