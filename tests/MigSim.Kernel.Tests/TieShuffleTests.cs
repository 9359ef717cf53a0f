namespace MigSim.Kernel.Tests;

public class TieShuffleTests
{
    [Fact]
    public void SeededShuffle_EqualTimes_EveryEventOnceInAnotherOrder()
    {
        var order = Order(seed: 1, EventOrder.Model);

        Assert.Equal(Enumerable.Range(0, 100), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public void SeededShuffle_EqualSeeds_EqualOrders() =>
        Assert.Equal(Order(seed: 5, EventOrder.Model), Order(seed: 5, EventOrder.Model));

    [Fact]
    public void SeededShuffle_DifferentSeeds_DifferentOrders() =>
        Assert.NotEqual(Order(seed: 5, EventOrder.Model), Order(seed: 6, EventOrder.Model));

    [Fact]
    public void SeededShuffle_TimeAndOrder_StillDecideFirst()
    {
        var loop = Loops.Create(seed: 3, TieBreaking.SeededShuffle);
        var log = new List<(SimTime, EventOrder)>();
        for (var i = 0; i < 300; i++)
        {
            var order = (EventOrder)(i % 3);
            loop.Schedule(1 + (i % 7), () => log.Add((loop.Now, order)), order);
        }

        loop.Run(async () => await loop.DelayAsync(10));

        Assert.Equal(300, log.Count);
        Assert.Equal(log.OrderBy(e => e.Item1).ThenBy(e => e.Item2), log);
    }

    [Fact]
    public void SeededShuffle_Continuations_StayInOrder()
    {
        var loop = Loops.Create(seed: 3, TieBreaking.SeededShuffle);
        var log = new List<int>();
        async Task Yielding(int number)
        {
            await Task.Yield();
            log.Add(number);
        }

        loop.Run(() => Task.WhenAll(Enumerable.Range(0, 50).Select(Yielding)));

        Assert.Equal(Enumerable.Range(0, 50), log);
    }

    [Fact]
    public void SeededShuffle_MillionsOfSequences_NoTwoRanksAreEqual()
    {
        var rank = new EventRank(TieBreaking.SeededShuffle, 11);
        var ranks = new HashSet<ulong>();
        for (var sequence = 1L; sequence <= 1_000_000; sequence++)
        {
            var of = rank.Of(EventOrder.Agent, sequence, 5);
            Assert.True(ranks.Add(EventRank.WithoutSlot(of)));
            Assert.Equal(5, EventRank.SlotOf(of));
        }
    }

    private static List<int> Order(ulong seed, EventOrder order)
    {
        var loop = Loops.Create(seed, TieBreaking.SeededShuffle);
        var log = new List<int>();
        for (var i = 0; i < 100; i++)
        {
            var number = i;
            loop.Schedule(1, () => log.Add(number), order);
        }

        loop.Run(async () => await loop.DelayAsync(2));
        return log;
    }
}
