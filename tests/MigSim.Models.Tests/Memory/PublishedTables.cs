using System.Collections.Immutable;

namespace MigSim.Models.Tests.Memory;

/// <summary>The ten response times of the paper's Tables 1 and 2, in microseconds.</summary>
internal static class PublishedTables
{
    public static ImmutableArray<Cell> Cells { get; } =
    [
        new(10, true, 46),
        new(20, true, 50),
        new(30, true, 67),
        new(40, true, 99),
        new(50, true, 141),
        new(10, false, 22),
        new(20, false, 36),
        new(30, false, 47),
        new(40, false, 81),
        new(50, false, 110),
    ];

    internal readonly record struct Cell(double Mebibytes, bool IsVirtual, double Microseconds);
}
