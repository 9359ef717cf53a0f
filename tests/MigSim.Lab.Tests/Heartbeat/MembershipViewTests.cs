using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Lab.Heartbeat;
using MigSim.Lab.Parsing;
using MigSim.Lab.Tests.Parsing;

namespace MigSim.Lab.Tests.Heartbeat;

public sealed class MembershipViewTests
{
    private static readonly ImmutableArray<HostName> Members =
    [
        new("node0"),
        new("node1"),
        new("node2"),
    ];

    [Fact]
    public void Note_AStartOfTwo_BothAreAlive()
    {
        MembershipView view = Read("node0", "ha-log.start.txt", out _);
        Assert.All(Members[..2], member => Assert.Equal(MemberState.Alive, view[member]));
        Assert.Equal(MemberState.Unknown, view[Members[2]]);
    }

    [Fact]
    public void Note_ACrash_IsDeadOnce()
    {
        MembershipView view = Read("node1", "ha-log.crash.txt", out List<HostName> changes);
        Assert.Equal(MemberState.Dead, view[Members[0]]);
        Assert.Equal([Members[0]], changes);
    }

    [Fact]
    public void Note_ItLeaves_BelievesNothingAnyMore()
    {
        MembershipView view = Read("node0", "ha-log.stop.leaving.txt", out _);
        Assert.All(Members, member => Assert.Equal(MemberState.Unknown, view[member]));
    }

    [Fact]
    public void Note_Unheard_IsUnknownAndStrangersAreNobody()
    {
        var view = new MembershipView(Members[0], Members);
        Assert.Equal(MemberState.Unknown, view[Members[1]]);
        Assert.Empty(view.Note(new HaLogEvent.NodeDead("stranger")));
        Assert.Equal([Members[1]], view.Note(new HaLogEvent.NodeStatus("node1", "up")));
        Assert.Empty(view.Note(new HaLogEvent.NodeStatus("node1", "active")));
        Assert.Equal([Members[1]], view.Note(new HaLogEvent.LocalStatus("up")));
    }

    private static MembershipView Read(string observer, string file, out List<HostName> changes)
    {
        var view = new MembershipView(new(observer), Members);
        changes = [];
        foreach (HaLogLine line in HaLogParser.Parse(TranscriptFile.Read(file), 2026))
        {
            changes.AddRange(view.Note(line.Event));
        }

        return view;
    }
}
