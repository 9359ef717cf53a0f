using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Models.Memory;

/// <summary>The time to touch every page of a block of memory once.</summary>
/// <remarks>
/// Model card: <c>models/cards/memory-access.md</c>. One word a page leaves nothing for the
/// translation buffers to hold, so each page costs a walk of the page table. Its last entry comes
/// from the first-level cache as long as that holds the entries of all pages, and from the second
/// level for the pages beyond.
/// </remarks>
public static class PageWalks
{
    /// <summary>Gets the time of one call, in seconds.</summary>
    /// <param name="costs">The costs; levels and clocks are positive.</param>
    /// <param name="memory">The block.</param>
    /// <param name="isVirtual">Whether it is called in a virtual machine.</param>
    public static double Seconds(MemoryAccessCosts costs, DataSize memory, bool isVirtual)
    {
        double pages = (double)memory.Bytes / DataSize.PageBytes;
        double reach = (double)Reach(costs).Bytes / DataSize.PageBytes;
        double walks = pages + ((SlopeRatio(costs) - 1) * Math.Max(0, pages - reach));
        return costs.Call.TotalSeconds
            + (isVirtual ? costs.Virtual.TotalSeconds : 0)
            + (walks * costs.WalkNanoseconds * 1e-9);
    }

    /// <summary>Gets the memory whose table entries fill the first-level cache.</summary>
    public static DataSize Reach(MemoryAccessCosts costs) =>
        DataSize.FromPages(costs.FirstLevel.Bytes / costs.TableEntry.Bytes);

    /// <summary>
    /// Gets how much longer a walk takes whose last entry the second level holds; the entries of
    /// the levels above are few and stay in the first.
    /// </summary>
    public static double SlopeRatio(MemoryAccessCosts costs) =>
        (((costs.TableLevels - 1) * costs.FirstLevelClocks) + costs.SecondLevelClocks)
        / (costs.TableLevels * costs.FirstLevelClocks);
}
