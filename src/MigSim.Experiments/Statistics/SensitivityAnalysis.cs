using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using MigSim.Experiments.Running;
using MigSim.Experiments.Sampling;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Statistics;

/// <summary>Estimates the influence of axes from the runs at the points of a design.</summary>
/// <remarks>
/// The replications of a point are averaged. Their noise is taken for a part of the metric's variance, see <see cref="Sensitivity.NoiseShare"/>.
/// </remarks>
internal sealed class SensitivityAnalysis(SensitivityPlan plan, Replications[] points)
{
    private readonly Dictionary<string, Replications> _points = points.ToDictionary(
        point => point.Scenario.Point,
        StringComparer.Ordinal
    );

    /// <summary>Estimates it for each metric at each combination of the other axes.</summary>
    public IEnumerable<Sensitivity> Findings() =>
        from metric in plan.Metrics
        from rows in plan.Rows
        select Of(metric, rows);

    private Sensitivity Of(string metric, ImmutableArray<string> rows)
    {
        MeanInterval?[] means = [.. rows.Select(point => Mean(point, metric))];
        string at = string.Join(
            ',',
            Coordinates(rows[0])
                .Where(place => !plan.Axes.Contains(place.Axis))
                .Select(place => $"{place.Axis}={place.Text}")
        );
        return plan.Method == SensitivityMethod.Sobol
            ? Sobol(metric, at, means)
            : Morris(metric, at, rows, means);
    }

    private Sensitivity Sobol(string metric, string at, MeanInterval?[] means)
    {
        MeanInterval?[][] blocks = [.. means.Chunk(plan.Axes.Length + 2)];
        double[][] whole =
        [
            .. blocks
                .Where(block => block.All(mean => mean is not null))
                .Select(block => block.Select(mean => mean!.Value.Mean).ToArray()),
        ];
        return new Sensitivity(
            metric,
            at,
            plan.Method,
            whole.Length,
            blocks.Length - whole.Length,
            NoiseShare(means),
            [.. SobolIndices.Of(plan.Axes, whole)],
            []
        );
    }

    private Sensitivity Morris(
        string metric,
        string at,
        ImmutableArray<string> rows,
        MeanInterval?[] means
    )
    {
        int length = plan.Axes.Length + 1;
        List<double>[] effects = [.. plan.Axes.Select(_ => new List<double>())];
        int steps = 0;
        for (int row = 1; row < rows.Length; row++)
        {
            if (row % length == 0)
            {
                continue;
            }

            steps++;
            if (
                means[row - 1] is { } before
                && means[row] is { } after
                && Step(rows[row - 1], rows[row]) is (var axis, var direction)
            )
            {
                effects[axis].Add(direction * (after.Mean - before.Mean) / MorrisDesign.Step);
            }
        }

        int used = effects.Sum(list => list.Count);
        MorrisEffect?[] found =
        [
            .. plan.Axes.Select((axis, i) => MorrisEffects.Of(axis, [.. effects[i]])),
        ];
        return new Sensitivity(
            metric,
            at,
            plan.Method,
            used,
            steps - used,
            NoiseShare(means),
            [],
            [.. found.Where(effect => effect is not null).Select(effect => effect!)]
        );
    }

    /// <summary>
    /// Finds the axis along which two points differ, and whether the second is further up; null where values of a coarse axis are
    /// one after rounding.
    /// </summary>
    private (int Axis, int Direction)? Step(string before, string after)
    {
        for (int axis = 0; axis < plan.Axes.Length; axis++)
        {
            int direction = Math.Sign(At(after, plan.Axes[axis]) - At(before, plan.Axes[axis]));
            if (direction != 0)
            {
                return (axis, direction);
            }
        }

        return null;
    }

    private double At(string point, string axis) =>
        Coordinates(point).First(place => place.Axis == axis).Number!.Value;

    private ImmutableArray<AxisValue> Coordinates(string point) =>
        _points.GetValueOrDefault(point)?.Scenario.Coordinates ?? [];

    // A mean over those runs that have a value would be of the lucky ones.
    private MeanInterval? Mean(string point, string metric)
    {
        IReadOnlyList<double?> runs = _points.GetValueOrDefault(point)?.Values(metric) ?? [];
        return runs.Contains(null)
            ? null
            : MeanInterval.Of([.. runs.Select(value => value!.Value)], 0.95);
    }

    private static double? NoiseShare(MeanInterval?[] means)
    {
        MeanInterval[] known =
        [
            .. means.Where(mean => mean?.StandardError is not null).Select(mean => mean!.Value),
        ];
        double variance =
            known.Length > 1 ? ArrayStatistics.Variance([.. known.Select(mean => mean.Mean)]) : 0;
        return variance > 0
            ? Math.Min(
                1,
                known.Average(m => m.StandardError!.Value * m.StandardError.Value) / variance
            )
            : null;
    }
}
