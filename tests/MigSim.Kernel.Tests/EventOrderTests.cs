using CsCheck;

namespace MigSim.Kernel.Tests;

public class EventOrderTests
{
    [Fact]
    public void Schedule_DifferentTimes_EarlierFirst()
    {
        var loop = Loops.Create();
        var log = new List<string>();
        loop.Schedule(2, () => log.Add($"b {loop.Now}"));
        loop.Schedule(3, () => log.Add($"c {loop.Now}"));
        loop.Schedule(1, () => log.Add($"a {loop.Now}"));

        loop.Run(async () => await loop.DelayAsync(4));

        Assert.Equal(["a 1.000000000 s", "b 2.000000000 s", "c 3.000000000 s"], log);
        Assert.Equal(4, loop.EventCount);
    }

    [Fact]
    public void Schedule_EqualTimes_ModelBeforeAgentBeforeObserver()
    {
        var loop = Loops.Create();
        var log = new List<string>();
        loop.Schedule(1, () => log.Add("observer"), EventOrder.Observer);
        loop.Schedule(1, () => log.Add("agent"), EventOrder.Agent);
        loop.Schedule(1, () => log.Add("model"), EventOrder.Model);

        loop.Run(async () => await loop.DelayAsync(2));

        Assert.Equal(["model", "agent", "observer"], log);
    }

    [Fact]
    public void Schedule_EqualTimesAndOrders_FirstScheduledFirst()
    {
        var loop = Loops.Create();
        var log = new List<int>();
        for (var i = 0; i < 100; i++)
        {
            var number = i;
            loop.Schedule(1, () => log.Add(number));
        }

        loop.Run(async () => await loop.DelayAsync(2));

        Assert.Equal(Enumerable.Range(0, 100), log);
    }

    [Fact]
    public void Schedule_AtThePresent_RunsAtThisInstant()
    {
        var loop = Loops.Create();
        SimTime? ran = null;

        loop.Run(async () =>
        {
            await loop.DelayAsync(1);
            loop.Schedule(1, () => ran = loop.Now);
            await loop.DelayAsync(0);
        });

        Assert.Equal(Loops.At(1), ran);
    }

    [Fact]
    public void Schedule_InThePast_Throws()
    {
        var loop = Loops.Create();

        loop.Run(async () =>
        {
            await loop.DelayAsync(1);
            Assert.Throws<ArgumentOutOfRangeException>(() => loop.Schedule(0.999, () => { }));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
                await loop.DelayAsync(-1)
            );
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
                await loop.DelayUntilAsync(SimTime.Zero, EventOrder.Agent, default)
            );
        });
    }

    [Fact]
    public void Observer_SeesWhatContinuationsOfTheInstantDid()
    {
        var loop = Loops.Create();
        var value = 0;
        var seen = -1;
        loop.Schedule(1, () => seen = value, EventOrder.Observer);

        loop.Run(async () =>
        {
            await loop.DelayAsync(1);
            for (var i = 0; i < 10; i++)
            {
                await Task.Yield();
                value++;
            }

            await loop.DelayAsync(1);
        });

        Assert.Equal(10, seen);
    }

    [Fact]
    public void Cancel_PendingEvent_DoesNotRun()
    {
        var loop = Loops.Create();
        var ran = false;
        var handle = loop.Schedule(1, () => ran = true);

        Assert.True(loop.Cancel(handle));
        Assert.False(loop.Cancel(handle));
        Assert.False(loop.Cancel(default));
        Assert.True(default(EventHandle).IsNone);
        loop.Run(async () => await loop.DelayAsync(2));

        Assert.False(ran);
    }

    [Fact]
    public void Cancel_EventThatRan_DoesNotCancelTheNextInItsSlot()
    {
        var loop = Loops.Create();
        var second = false;
        var handle = loop.Schedule(1, () => { });

        loop.Run(async () =>
        {
            await loop.DelayAsync(1.5);
            loop.Schedule(2, () => second = true);
            Assert.False(loop.Cancel(handle));
            await loop.DelayAsync(1);
        });

        Assert.True(second);
    }

    [Fact]
    public void Cancel_ManyEvents_DoNotPileUp()
    {
        var queue = new EventQueue(new EventRank(TieBreaking.FirstScheduledFirst, 0));
        for (var i = 0; i < 100_000; i++)
        {
            var handle = queue.Add(1_000_000 + i, EventOrder.Model, _ => { }, null);
            queue.Cancel(handle);
        }

        Assert.Equal(0, queue.Count);
        Assert.InRange(queue.EntryCount, 0, 200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cancel_MostOfMany_KeepsTheOrderOfTheRest(bool rootVacant)
    {
        var queue = new EventQueue(new EventRank(TieBreaking.FirstScheduledFirst, 0));
        var random = new RandomStreams(1)["times"];
        queue.Add(0, EventOrder.Model, _ => { }, null);
        var handles = Enumerable
            .Range(0, 1000)
            .Select(_ => queue.Add(random.Next(1, 100), EventOrder.Model, _ => { }, null))
            .ToList();
        if (rootVacant)
        {
            Assert.True(queue.TryTake(out _));
        }

        Assert.All(handles.Where((_, i) => i % 20 != 0), h => Assert.True(queue.Cancel(h)));

        Assert.InRange(queue.EntryCount, 50, 200);
        var taken = new List<(long, ulong)>();
        while (queue.TryTake(out var due))
        {
            taken.Add((due.Time, due.Rank));
        }

        Assert.Equal(rootVacant ? 50 : 51, taken.Count);
        Assert.Equal(taken.Order(), taken);
    }

    private enum Step
    {
        Add,
        Cancel,
        Take,
    }

    [Fact]
    public void Queue_RandomSteps_TakesWhatASortedListTakes()
    {
        var step = Gen.Select(
            Gen.Frequency(
                (5, Gen.Const(Step.Add)),
                (2, Gen.Const(Step.Cancel)),
                (3, Gen.Const(Step.Take))
            ),
            Gen.Long[0, 20],
            Gen.Int[0, 2],
            Gen.Int[0, 1_000_000]
        );
        Gen.Select(step.Array[0, 600], Gen.Bool)
            .Sample((steps, shuffled) => Check(steps, shuffled));
    }

    private static void Check((Step, long, int, int)[] steps, bool shuffled)
    {
        var breaking = shuffled ? TieBreaking.SeededShuffle : TieBreaking.FirstScheduledFirst;
        var queue = new EventQueue(new EventRank(breaking, 7));
        var expected =
            new SortedList<(long Time, ulong Rank), (EventHandle Handle, object State)>();
        var handles = new List<EventHandle>();
        foreach (var (kind, time, order, pick) in steps)
        {
            if (kind == Step.Add)
            {
                var state = new object();
                var handle = queue.Add(time, (EventOrder)order, _ => { }, state);
                handles.Add(handle);
                expected.Add((time, handle.Rank), (handle, state));
            }
            else if (kind == Step.Cancel && handles.Count > 0)
            {
                var handle = handles[pick % handles.Count];
                var at = expected.Values.Select(v => v.Handle).ToList().IndexOf(handle);
                Assert.Equal(at >= 0, queue.Cancel(handle));
                if (at >= 0)
                {
                    expected.RemoveAt(at);
                }
            }
            else if (kind == Step.Take)
            {
                TakeBoth(queue, expected);
            }

            Assert.Equal(expected.Count, queue.Count);
        }

        while (expected.Count > 0)
        {
            TakeBoth(queue, expected);
        }

        Assert.False(queue.TryTake(out _));
    }

    private static void TakeBoth(
        EventQueue queue,
        SortedList<(long Time, ulong Rank), (EventHandle Handle, object State)> expected
    )
    {
        Assert.Equal(expected.Count > 0, queue.TryTake(out var due));
        if (expected.Count > 0)
        {
            Assert.Equal(expected.GetKeyAtIndex(0), (due.Time, due.Rank));
            Assert.Same(expected.GetValueAtIndex(0).State, due.State);
            expected.RemoveAt(0);
        }
    }
}
