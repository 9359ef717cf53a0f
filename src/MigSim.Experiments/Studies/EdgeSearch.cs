using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Studies;

/// <summary>
/// The edge that is looked for by bisection: the smallest (or largest) value of one axis at which a metric keeps a limit.
/// </summary>
public sealed record EdgeSearch
{
    /// <summary>Gets the name of the axis.</summary>
    public required string Axis { get; init; }

    /// <summary>Gets whether the smallest value that keeps the limit is looked for; else the largest.</summary>
    public required bool IsSmallest { get; init; }

    /// <summary>Gets one end of the axis, in the base unit of its quantity.</summary>
    public required double From { get; init; }

    /// <summary>Gets the other end, greater than <see cref="From"/>.</summary>
    public required double To { get; init; }

    /// <summary>Gets whether the axis is halved by ratio rather than by difference.</summary>
    public required bool IsLogarithmic { get; init; }

    /// <summary>Gets how close to the edge the search ends, as a share of the value; above 0.</summary>
    public required double Resolution { get; init; }

    /// <summary>Gets the metric that keeps the limit.</summary>
    public required string Metric { get; init; }

    /// <summary>Gets the limit, in the metric's unit.</summary>
    public required double Limit { get; init; }

    /// <summary>Gets whether the metric shall stay below the limit; else above.</summary>
    public required bool IsBelow { get; init; }

    /// <summary>Gets with what confidence the mean keeps it, above 0.5 and below 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>
    /// Gets what makes a point of the other axes' point (one of the study's) and a value of the axis, in its base
    /// unit; its name has both. The value is rounded to five digits, and beyond an end it becomes the end: the
    /// point's coordinate says what it is. Any thread may call it.
    /// </summary>
    public required Func<Scenario, double, Scenario> PointAt { get; init; }
}
