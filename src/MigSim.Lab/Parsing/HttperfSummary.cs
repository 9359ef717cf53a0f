namespace MigSim.Lab.Parsing;

/// <summary>A summary of samples.</summary>
/// <param name="Count">Their number, where the tool tells it.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Median">The median, from bins of one millisecond, where the tool tells it.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="StandardDeviation">
/// The standard deviation; null for a single sample, where the tool prints zero.
/// </param>
public sealed record HttperfSummary(
    int? Count,
    double Minimum,
    double Mean,
    double? Median,
    double Maximum,
    double? StandardDeviation
);
