using System.Collections.Immutable;
using MigSim.Lab.Parsing;

namespace MigSim.Lab.Tests.Parsing;

public sealed class HaLogTests
{
    [Fact]
    public void ParseLine_OfDaemon_TakesTheGivenYear()
    {
        HaLogLine line = HaLogParser.ParseLine(
            "Nov  3 04:30:26 node1 heartbeat: [89]: WARN: node node0: is dead",
            2026,
            1
        );
        Assert.Equal(
            new HaLogLine(
                new DateTime(2026, 11, 3, 4, 30, 26),
                "node1",
                "heartbeat",
                89,
                HaLogSeverity.Warning,
                "node node0: is dead",
                new HaLogEvent.NodeDead("node0")
            ),
            line
        );
    }

    [Fact]
    public void ParseLine_OfScript_HasItsOwnYear()
    {
        HaLogLine line = HaLogParser.ParseLine(
            "2026/11/23_04:30:19  mach_down(default)[181]:    info: mach_down takeover complete for node node0.",
            1999,
            1
        );
        Assert.Equal(new DateTime(2026, 11, 23, 4, 30, 19), line.At);
        Assert.Null(line.Host);
        Assert.Equal("mach_down(default)", line.Program);
        Assert.Equal(new HaLogEvent.TakeoverComplete("node0"), line.Event);
    }

    [Theory]
    [InlineData(
        "2026/11/23_04:30:12  ip-request-resp(default)[188]:    received ip-request-resp x0 OK yes"
    )]
    [InlineData("2026/11/23_05:37:57  IPaddr2(IPaddr2_10.77.0.60)[9]:    INFO: ")]
    public void ParseLine_WithoutWordOrMessage_IsOther(string text) =>
        Assert.IsType<HaLogEvent.Other>(HaLogParser.ParseLine(text, 2026, 1).Event);

    [Fact]
    public void Parse_ControlledStop_LeavesInOrder()
    {
        ImmutableArray<HaLogLine> log = Read("ha-log.stop.leaving.txt");
        Assert.Equal(
            new HaLogEvent[]
            {
                new HaLogEvent.ShutdownBegan(),
                new HaLogEvent.GroupReleasing("node0", "x0"),
                new HaLogEvent.ScriptCalled("x0", "stop"),
                new HaLogEvent.GroupReleasing("node0", "x1"),
                new HaLogEvent.ScriptCalled("x1", "stop"),
                new HaLogEvent.ResourcesRelinquished(),
                new HaLogEvent.ShutdownComplete(),
            },
            Events(log)
        );
    }

    [Fact]
    public void Parse_ControlledStop_PeerTakesOverAndDeclaresDeadLater()
    {
        ImmutableArray<HaLogLine> log = Read("ha-log.stop.taking-over.txt");
        Assert.Equal(
            new HaLogEvent[]
            {
                new HaLogEvent.ShutdownNotice("node0"),
                new HaLogEvent.TakeoverBegan("node0"),
                new HaLogEvent.GroupAcquiring("node0", "x0"),
                new HaLogEvent.ScriptCalled("x0", "start"),
                new HaLogEvent.GroupAcquiring("node0", "x1"),
                new HaLogEvent.ScriptCalled("x1", "start"),
                new HaLogEvent.TakeoverComplete("node0"),
                new HaLogEvent.NodeDead("node0"),
                new HaLogEvent.LinkDead("node0", "eth1"),
            },
            Events(log)
        );
    }

    [Fact]
    public void Parse_Crash_NodeIsDeadBeforeScripts()
    {
        List<HaLogEvent> events = [.. Events(Read("ha-log.crash.txt"))];
        int dead = events.IndexOf(new HaLogEvent.NodeDead("node0"));
        int start = events.IndexOf(new HaLogEvent.ScriptCalled("x0", "start"));
        Assert.InRange(dead, 0, start - 1);
    }

    [Fact]
    public void Parse_Start_HasStatesAndLinks()
    {
        List<HaLogEvent> events = [.. Events(Read("ha-log.start.txt"))];
        Assert.Contains(new HaLogEvent.LocalStatus("active"), events);
        Assert.Contains(new HaLogEvent.NodeStatus("node1", "active"), events);
        Assert.Contains(new HaLogEvent.LinkUp("node1", "eth1"), events);
    }

    [Theory]
    [InlineData("ha-log.link-down.txt")]
    [InlineData("ha-log.standby.txt")]
    [InlineData("ha-log.xen.txt")]
    public void Parse_OtherLogs_EveryLineHasAForm(string name) => Assert.NotEmpty(Read(name));

    [Fact]
    public void ParseLine_LateHeartbeat_HasInterval() =>
        Assert.Equal(
            new HaLogEvent.LateHeartbeat("node0", TimeSpan.FromMilliseconds(3210)),
            HaLogParser
                .ParseLine(
                    "Nov 23 04:30:26 node1 heartbeat: [89]: WARN: Late heartbeat: Node node0: interval 3210 ms (> deadtime)",
                    2026,
                    1
                )
                .Event
        );

    [Theory]
    [InlineData("Nov 31 04:30:26 node1 heartbeat: [89]: info: x", 2026)]
    [InlineData("Feb 29 04:30:26 node1 heartbeat: [89]: info: x", 2026)]
    [InlineData("Nov 23 04:30:26 node1 heartbeat: 89: info: x", 2026)]
    [InlineData("2026/13/23_04:30:19  mach_down(default)[181]:    info: x", 2026)]
    [InlineData("Heartbeat is running on this machine.", 2026)]
    [InlineData("", 2026)]
    public void ParseLine_NoSuchForm_Throws(string line, int year) =>
        Assert.Throws<TranscriptException>(() => HaLogParser.ParseLine(line, year, 1));

    [Fact]
    public void Parse_CutAnywhere_IsRefusedOrShorterByWholeLines()
    {
        string text = TranscriptFile.Read("ha-log.stop.leaving.txt");
        ImmutableArray<HaLogLine> whole = HaLogParser.Parse(text, 2026);
        Hostile.CutEverywhere(
            text,
            cut => HaLogParser.Parse(cut, 2026),
            (log, length) =>
                (length == 0 || text[length - 1] == '\n') && log.SequenceEqual(whole[..log.Length])
        );
    }

    [Fact]
    public void Parse_Damaged_IsReadOrRefused() =>
        Hostile.Mutate(
            TranscriptFile.Read("ha-log.stop.leaving.txt"),
            text => HaLogParser.Parse(text, 2026)
        );

    private static ImmutableArray<HaLogLine> Read(string name) =>
        HaLogParser.Parse(TranscriptFile.Read(name), 2026);

    private static IEnumerable<HaLogEvent> Events(ImmutableArray<HaLogLine> log) =>
        log.Select(line => line.Event).Where(e => e is not HaLogEvent.Other);
}
