using CsCheck;
using MigSim.Models.Migration;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Migration;

public sealed class PreCopyEngineTests
{
    private const double Gigabit = 117.6e6;

    private static readonly Gen<(DirtyMemory Memory, double Rate, double Suspend)> AnyMigration =
        Gen.Select(
            Gen.Select(
                Gen.Long[0, 20_000],
                Gen.Double[0, 100],
                (pages, rate) => new PageClass("class", pages, rate)
            ).Array[0, 3],
            Gen.Double[1e6, 1e9],
            Gen.Double[0, 1],
            (classes, rate, suspend) => (new DirtyMemory([.. classes], 60_000), rate, suspend)
        );

    [Fact]
    public void Next_GuestWritesNothing_OnePassAndTheStop()
    {
        var engine = new PreCopyEngine(new DirtyMemory([], 10_000), XenSettings.Legacy);
        List<MigrationStep> steps = Drive.ToEnd(engine, Gigabit, 0.2);
        Assert.Equal(10_000, steps.Sum(step => step.Pages));
        Assert.Equal(MigrationStepKind.Suspend, steps[^3].Kind);
        Assert.Equal([10_000, 0], engine.Passes.Select(pass => pass.PagesSent));
        Assert.Equal([1, 2], engine.Passes.Select(pass => pass.Iteration));
        Assert.Equal([false, true], engine.Passes.Select(pass => pass.GuestStopped));
    }

    [Fact]
    public void Next_NothingLeftAndAPolicyThatNeverStops_StopsAllTheSame()
    {
        var engine = new PreCopyEngine(
            new DirtyMemory([], 10_000),
            new XenSettings { Policy = new NeverStops() }
        );
        Drive.ToEnd(engine, Gigabit);
        Assert.Equal(2, engine.Passes.Count);
    }

    [Fact]
    public void Next_AnyMigration_PagesAreConserved() =>
        AnyMigration.Sample(
            (memory, rate, suspend) =>
            {
                var engine = new PreCopyEngine(memory, XenSettings.Legacy);
                List<MigrationStep> steps = Drive.ToEnd(engine, rate, suspend);
                IReadOnlyList<CopyPass> passes = engine.Passes;
                Assert.Equal(memory.GuestPages, passes[0].PagesSent + passes[0].PagesSkipped);
                Assert.Equal(steps.Sum(step => step.Pages), passes.Sum(pass => pass.PagesSent));
                Assert.Equal(steps.Sum(step => step.Bytes), engine.BytesSent);
                Assert.Equal(engine.BytesSent, passes.Sum(p => p.PagesSent) * DataSize.PageBytes);
                foreach ((CopyPass before, CopyPass pass) in passes.Zip(passes.Skip(1)))
                {
                    // Before the last pass the guest goes on writing until it has stopped.
                    double collected = before.Duration + (pass.GuestStopped ? suspend : 0);
                    long toSend = (long)Math.Round(memory.UniquePages(collected));
                    Assert.InRange(pass.PagesSent + pass.PagesSkipped, toSend - 1, toSend + 1);
                }
            },
            iter: 300
        );

    [Fact]
    public void Next_AnyMigration_PassesFollowEachOther() =>
        AnyMigration.Sample(
            (memory, rate, suspend) =>
            {
                var engine = new PreCopyEngine(memory, XenSettings.Legacy);
                List<MigrationStep> steps = Drive.ToEnd(engine, rate, suspend);
                CopyPass[] passes = [.. engine.Passes];
                Assert.Equal(
                    Enumerable.Range(1, passes.Length),
                    passes.Select(pass => pass.Iteration)
                );
                Assert.Equal([passes[^1]], passes.Where(pass => pass.GuestStopped));
                Assert.InRange(passes.Length, 2, 30);
                Assert.Single(steps, step => step.Kind == MigrationStepKind.Suspend);
                Assert.Equal(0, passes[^1].PagesSkipped);
                Assert.All(
                    passes[..^1],
                    pass => Assert.True(pass.PagesSkipped <= pass.PagesDirtied)
                );
                Assert.All(steps, step => Assert.InRange(step.Pages, 0, PreCopyEngine.BatchPages));
            },
            iter: 300
        );

    [Fact]
    public void Next_HotPagesNeverSettle_StopsAfter29Passes()
    {
        // 100 pages a pass: more than 50, and far from three times the memory.
        var memory = new DirtyMemory([new PageClass("hot", 1000, 100)], 100_000);
        var engine = new PreCopyEngine(memory, XenSettings.Legacy);
        List<MigrationStep> steps = Drive.ToEnd(
            engine,
            pass => pass == 1 ? Gigabit : 100e3 * DataSize.PageBytes
        );
        Assert.Equal(30, engine.Passes.Count);
        Assert.True(steps.Sum(step => step.Pages) < 3 * 100_000);
    }

    [Fact]
    public void Next_WritesFasterThanTheLink_StopsAfterThreeTimesTheMemory()
    {
        // With the pages of a pass sent all the same: half of the guest, rewritten rarely enough
        // that little is skipped.
        var memory = new DirtyMemory([new PageClass("all", 100_000, 0.5)], 100_000);
        var engine = new PreCopyEngine(memory, XenSettings.Legacy);
        Drive.ToEnd(engine, 100_000 * DataSize.PageBytes / 2.0);
        long live = engine.Passes.Where(p => !p.GuestStopped).Sum(p => p.PagesSent);
        Assert.InRange(live, 300_001, 400_000);
        Assert.InRange(engine.Passes.Count, 4, 29);
    }

    [Fact]
    public void Next_AfterTheEnd_Throws()
    {
        var engine = new PreCopyEngine(new DirtyMemory([], 10), XenSettings.Legacy);
        Drive.ToEnd(engine, Gigabit);
        Assert.Throws<InvalidOperationException>(() => engine.Next(0));
    }

    // Log of an idle Xen machine of 512 MB, xend of 2012: pastebin.com/AaSpWZdg. The rates are the
    // log's own; 5.36/s is read off its second pass (43 of 308 pages in 28 ms), so what it
    // predicts are the skipped pages and the last pass.
    [Fact]
    public void Next_IdleXenMachineOf512Megabytes_IsWhatTheLogShows()
    {
        var memory = new DirtyMemory([new PageClass("idle", 308, 5.36)], 131_072);
        var engine = new PreCopyEngine(memory, XenSettings.Legacy);
        Drive.ToEnd(
            engine,
            pass =>
                pass switch
                {
                    1 => 547e6 / 8,
                    4 => 533e6 / 8,
                    _ => 360e6 / 8,
                },
            suspendSeconds: 0.214
        );
        CopyPass[] passes = [.. engine.Passes];
        Assert.Equal(4, passes.Length);
        AssertWithin(0.01, 130_785, passes[0].PagesSent);
        AssertWithin(0.15, 287, passes[0].PagesSkipped);
        AssertWithin(0.01, 7.826, passes[0].Duration);
        AssertWithin(0.15, 308, passes[0].PagesDirtied);
        AssertWithin(0.15, 308, passes[1].PagesSent + passes[1].PagesSkipped);
        AssertWithin(0.15, 0.028, passes[1].Duration);
        AssertWithin(0.15, 43, passes[1].PagesDirtied);
        AssertWithin(0.15, 43, passes[2].PagesSent + passes[2].PagesSkipped);
        AssertWithin(0.15, 244, passes[3].PagesSent);
        AssertWithin(0.15, 0.015, passes[3].Duration);
    }

    private sealed record NeverStops : IPreCopyPolicy
    {
        public bool ShallStop(in PreCopyProgress progress) => false;
    }

    private static void AssertWithin(double share, double measured, double modelled) =>
        Assert.InRange(modelled, measured * (1 - share), measured * (1 + share));
}
