using MigSim.Measurement;
using MigSim.Models.Memory;
using MigSim.Units;

namespace MigSim.Models.Tests.Memory;

public sealed class PageWalksTests
{
    private static readonly MemoryAccessCosts s_costs = new()
    {
        Call = TimeSpan.FromMicroseconds(5),
        WalkNanoseconds = 10,
        Virtual = TimeSpan.FromMicroseconds(7),
        FirstLevel = DataSize.FromKibibytes(4),
        TableEntry = DataSize.FromBytes(8),
        TableLevels = 2,
        FirstLevelClocks = 2,
        SecondLevelClocks = 10,
    };

    [Fact]
    public void Seconds_NoMemory_IsTheCall()
    {
        Assert.Equal(5e-6, PageWalks.Seconds(s_costs, DataSize.Zero, isVirtual: false), 12);
    }

    [Fact]
    public void Seconds_InAVirtualMachine_IsTheSameMuchLongerAtEverySize()
    {
        foreach (long pages in (long[])[0, 10, 512, 513, 100_000])
        {
            var memory = DataSize.FromPages(pages);
            double bare = PageWalks.Seconds(s_costs, memory, isVirtual: false);
            Assert.Equal(bare + 7e-6, PageWalks.Seconds(s_costs, memory, isVirtual: true), 12);
        }
    }

    [Fact]
    public void Seconds_BelowTheReach_GrowsByAWalkAPage()
    {
        Assert.Equal(DataSize.FromPages(512), PageWalks.Reach(s_costs));
        Assert.Equal(10e-9, Slope(511), 12);
    }

    [Fact]
    public void Seconds_BeyondTheReach_GrowsByTheRatioMore()
    {
        // (2 + 10) clocks instead of (2 + 2).
        Assert.Equal(3, PageWalks.SlopeRatio(s_costs), 9);
        Assert.Equal(30e-9, Slope(512), 12);
    }

    private static double Slope(long pages) =>
        PageWalks.Seconds(s_costs, DataSize.FromPages(pages + 1), isVirtual: false)
        - PageWalks.Seconds(s_costs, DataSize.FromPages(pages), isVirtual: false);
}
