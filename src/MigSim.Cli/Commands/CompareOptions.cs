using MigSim.Experiments.Comparing;

namespace MigSim.Cli.Commands;

/// <summary>What <c>migsim compare</c> was asked for.</summary>
internal sealed record CompareOptions
{
    public required string Left { get; init; }

    public required string Right { get; init; }

    public required ComparisonOptions Comparison { get; init; }

    /// <summary>Gets whether the tolerance is a check: it was given on the command line.</summary>
    public required bool IsCheck { get; init; }

    /// <summary>Gets the folder for the results, or null for the usual place.</summary>
    public required string? Output { get; init; }

    public required bool AsJson { get; init; }
}
