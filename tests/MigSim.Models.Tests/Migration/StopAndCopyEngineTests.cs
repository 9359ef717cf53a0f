using MigSim.Models.Migration;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Migration;

public sealed class StopAndCopyEngineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(16_384)]
    public void Next_AnyGuest_SuspendsThenSendsEveryPageOnce(long pages)
    {
        var memory = new DirtyMemory([new PageClass("hot", pages, 100)], pages);
        var engine = new StopAndCopyEngine(memory, StreamFormat.Plain);
        List<MigrationStep> steps = Drive.ToEnd(engine, 1e8, suspendSeconds: 0.3);
        Assert.Equal(MigrationStepKind.Suspend, steps[0].Kind);
        Assert.Equal(pages, steps.Sum(step => step.Pages));
        Assert.Equal(pages * DataSize.PageBytes, engine.BytesSent);
        CopyPass pass = Assert.Single(engine.Passes);
        Assert.True(pass.GuestStopped);
        Assert.Equal(pages, pass.PagesSent);
        Assert.Equal(0, pass.PagesSkipped);
        Assert.Equal(0.3, pass.StartedAt, 1e-12);
        Assert.Equal(pages * DataSize.PageBytes / 1e8, pass.Duration, 1e-9);
    }

    [Fact]
    public void Next_AfterTheEnd_Throws()
    {
        var engine = new StopAndCopyEngine(new DirtyMemory([], 10), StreamFormat.Plain);
        Drive.ToEnd(engine, 1e8);
        Assert.Throws<InvalidOperationException>(() => engine.Next(0));
    }
}
