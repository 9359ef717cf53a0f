using System.Collections.Immutable;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;

namespace MigSim.Reporting.Plots;

/// <summary>The points of a study by the values of its axes.</summary>
internal sealed class StudyGrid(Study study, StudySummary summary)
{
    /// <summary>Gets the points.</summary>
    public ImmutableArray<PointSummary> Points => summary.Points;

    /// <summary>Gets the scenario's name.</summary>
    public string Name => summary.Scenario;

    /// <summary>Gets an axis by its name.</summary>
    public StudyAxis Axis(string name) =>
        study.AxisDescriptions.FirstOrDefault(axis => axis.Name == name)
        ?? new StudyAxis(name, "", false);

    /// <summary>Gets where a point is along an axis; an empty word if it is nowhere.</summary>
    public static AxisValue At(PointSummary point, string axis) =>
        point.Coordinates.FirstOrDefault(value => value.Axis == axis)
        ?? new AxisValue(axis, "", null);

    /// <summary>Gets the values of an axis at all points.</summary>
    public ImmutableArray<AxisValue> Values(string axis) =>
        [.. summary.Points.Select(point => At(point, axis)).Distinct()];

    /// <summary>Groups the points by the values of all axes but some.</summary>
    /// <param name="over">The axes that are not looked at.</param>
    /// <param name="first">The axis that is named first; null for the order of the study.</param>
    /// <remarks>Of axes that go together, value by value, one says it all.</remarks>
    /// <returns>The groups in the order of the points, each with a name of those values that differ.</returns>
    public IEnumerable<(string Name, PointSummary[] Points)> Groups(
        IEnumerable<string> over,
        string? first
    )
    {
        string[] others =
        [
            .. study
                .Axes.Except(over)
                .Where(axis => Values(axis).Length > 1)
                .OrderBy(axis => axis == first ? 0 : 1),
        ];
        others =
        [
            .. others.Where(
                (axis, index) =>
                    !over.Concat(others.Take(index)).Any(other => GoTogether(axis, other))
            ),
        ];
        return summary
            .Points.GroupBy(point =>
                string.Join(", ", others.Select(axis => Text(At(point, axis))))
            )
            .Select(group => (group.Key, group.ToArray()));
    }

    private bool GoTogether(string one, string other)
    {
        int pairs = summary
            .Points.Select(point => (At(point, one), At(point, other)))
            .Distinct()
            .Count();
        return pairs == Values(one).Length && pairs == Values(other).Length;
    }

    /// <summary>Gets the mean of a metric in the unit in which people read it; null where there is none.</summary>
    public static double? Mean(PointSummary point, string metric) =>
        Statistics(point, metric) is { } found ? StudyScale.InUnit(metric, found.Mean) : null;

    /// <summary>Gets half the width of its 95 % interval; 0 without replications.</summary>
    public static double HalfInterval(PointSummary point, string metric) =>
        StudyScale.InUnit(metric, Statistics(point, metric)?.HalfInterval ?? 0);

    // A mean over those runs alone that have a value would be of the lucky ones.
    private static SampleStatistics? Statistics(PointSummary point, string metric) =>
        point.Metrics.GetValueOrDefault(metric) is { } found
        && found.Count == point.Runs
        && HaveEnded(point, metric)
            ? found
            : null;

    private static bool HaveEnded(PointSummary point, string metric) =>
        MigrationEnds.Of(metric) is not { } end
        || !point.Metrics.TryGetValue(end, out SampleStatistics? ended)
        || ended?.Count == point.Runs;

    private static string Text(AxisValue value) =>
        value.Number is null ? value.Text : $"{value.Axis}={value.Text}";
}
