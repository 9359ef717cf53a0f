namespace MigSim.Architecture.Tests;

/// <summary>The table of <c>docs/architecture.md</c>: who may know of whom.</summary>
/// <remarks>
/// Each line exists because one direction must be impossible: models without tasks or clocks, a
/// failover algorithm without a backend, drawing in one place only. Think before you add to it.
/// </remarks>
internal static class AllowedReferences
{
    private static readonly string[] Drawing =
    [
        "ScottPlot",
        "SkiaSharp",
        "SkiaSharp.HarfBuzz",
        "SkiaSharp.NativeAssets.Linux.NoDependencies",
        "HarfBuzzSharp.NativeAssets.Linux",
    ];

    public static IReadOnlyDictionary<string, Allowed> ByProject { get; } =
        new SortedDictionary<string, Allowed>(StringComparer.Ordinal)
        {
            ["Abstractions"] = new([], []),
            ["Kernel"] = new([], []),
            ["Models"] = new(["Abstractions"], ["MathNet.Numerics"]),
            ["Simulation"] = new(
                ["Abstractions", "Kernel", "Models"],
                ["Microsoft.Extensions.DependencyInjection.Abstractions"]
            ),
            ["Lab"] = new(["Abstractions", "Kernel"], ["CliWrap"]),
            ["Agent"] = new(["Abstractions", "Kernel", "Failover", "Lab"], []),
            ["Failover"] = new(["Abstractions"], []),
            ["Experiments"] = new(
                ["Abstractions", "Failover", "Models"],
                ["YamlDotNet", "MathNet.Numerics"]
            ),
            ["Calibration"] = new(["Abstractions", "Models", "Experiments"], ["MathNet.Numerics"]),
            ["Reporting"] = new(["Experiments"], [.. Drawing, "Parquet.Net"]),
            ["Cli"] = new(
                [
                    "Abstractions",
                    "Kernel",
                    "Models",
                    "Simulation",
                    "Calibration",
                    "Failover",
                    "Experiments",
                    "Reporting",
                    "Lab",
                ],
                [
                    "System.CommandLine",
                    "Spectre.Console",
                    "Microsoft.Extensions.DependencyInjection",
                    "CliWrap",
                ]
            ),
        };

    /// <summary>What one project may reference directly.</summary>
    internal sealed record Allowed(string[] Projects, string[] Packages);
}
