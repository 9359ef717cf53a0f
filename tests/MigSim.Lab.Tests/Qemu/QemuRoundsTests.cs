using System.Collections.Immutable;
using MigSim.Lab.Agents;
using MigSim.Lab.Parsing;
using MigSim.Lab.Qemu;
using MigSim.Units;

namespace MigSim.Lab.Tests.Qemu;

public sealed class QemuRoundsTests
{
    [Fact]
    public void Complete_ThreePasses_FollowFromEachOther()
    {
        var rounds = new QemuRounds(TimeSpan.FromSeconds(100), 1000);
        rounds.Begin(TimeSpan.FromSeconds(100.1), Memory(0, 1000), isStopped: false);
        rounds.Begin(TimeSpan.FromSeconds(100.2), Memory(0, 1000), isStopped: false);
        rounds.Begin(TimeSpan.FromSeconds(102), Memory(900, 300), isStopped: false);
        rounds.Begin(TimeSpan.FromSeconds(103), Memory(1200, 50), isStopped: false);
        rounds.Begin(TimeSpan.FromSeconds(103.1), Memory(1250, 0), isStopped: true);
        ImmutableArray<AgentRound> found = rounds.Complete(TimeSpan.FromSeconds(103.5))!.Value;
        Assert.Equal([900, 300, 50], found.Select(round => round.PagesSent));
        Assert.Equal([100, 0, 0], found.Select(round => round.PagesSkipped));
        Assert.Equal([300, 50, 0], found.Select(round => round.PagesDirtied));
        Assert.Equal([false, false, true], found.Select(round => round.GuestStopped));
        Assert.Equal([0.2, 2, 3.1], found.Select(round => round.StartedAfterSeconds), Near);
    }

    [Fact]
    public void Complete_StoppedFirst_IsOnePassOverAll()
    {
        var rounds = new QemuRounds(TimeSpan.Zero, 1000);
        rounds.Begin(TimeSpan.FromSeconds(1), Memory(0, 1000), isStopped: true);
        rounds.Begin(TimeSpan.FromSeconds(2), Memory(1000, 0), isStopped: true);
        ImmutableArray<AgentRound> found = rounds.Complete(TimeSpan.FromSeconds(3))!.Value;
        Assert.Equal(1000, Assert.Single(found).PagesSent);
    }

    [Fact]
    public void Complete_NeverStopped_NotKnown()
    {
        var rounds = new QemuRounds(TimeSpan.Zero, 1000);
        rounds.Begin(TimeSpan.FromSeconds(1), Memory(0, 1000), isStopped: false);
        Assert.Null(rounds.Complete(TimeSpan.FromSeconds(3)));
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-9;

    private static QemuMemory Memory(long sent, long left) =>
        new(
            DataSize.Zero,
            DataSize.FromPages(left),
            DataSize.FromPages(1000),
            sent,
            0,
            DataSize.FromPages(1),
            1,
            0,
            0,
            0
        );
}
