using System.Net;
using MigSim.Lab.Parsing;

namespace MigSim.Lab.Tests.Parsing;

public sealed class PingTests
{
    private static readonly IPAddress Target = IPAddress.Parse("10.77.0.50");

    [Theory]
    [InlineData(
        "[1795410973.851501] 64 bytes from 10.77.0.50: icmp_seq=1 ttl=64 time=3.20 ms",
        3.2,
        false
    )]
    [InlineData(
        "[1795410973.851501] 64 bytes from 10.77.0.50: icmp_seq=1 ttl=64 time=0.064 ms (DUP!)",
        0.064,
        true
    )]
    [InlineData(
        "[1795410973.851501] 64 bytes from node1 (10.77.0.50): icmp_seq=1 ttl=64 time=1018 ms",
        1018.0,
        false
    )]
    [InlineData(
        "[1795410973.851501] 64 bytes from 10.77.0.50: icmp_seq=1 ttl=64 time=12.3 ms (DIFFERENT ADDRESS!)",
        12.3,
        false
    )]
    public void ParseLine_Answer_HasTimesAndSequence(string line, double milliseconds, bool isTwin)
    {
        var reply = Assert.IsType<PingLine.Reply>(PingLineParser.Parse(line, 1));
        Assert.Equal(
            new PingLine.Reply(
                TimeSpan.FromSeconds(1795410973) + TimeSpan.FromMicroseconds(851501),
                Target,
                1,
                TimeSpan.FromMilliseconds(milliseconds),
                isTwin
            ),
            reply
        );
    }

    [Fact]
    public void ParseLine_RequestTooSmallForTime_HasNoTime()
    {
        PingLine line = PingLineParser.Parse("16 bytes from 10.77.0.50: icmp_seq=1 ttl=64", 1);
        Assert.Null(Assert.IsType<PingLine.Reply>(line).RoundTripTime);
        Assert.Throws<TranscriptException>(() =>
            PingLineParser.Parse("64 bytes from 10.77.0.50: icmp_seq=1 ttl=64", 1)
        );
    }

    [Fact]
    public void ParseLine_VersionSix_IsRead()
    {
        PingLine line = PingLineParser.Parse(
            "64 bytes from fe80::1%eth0: icmp_seq=2 ttl=64 time=0.1 ms",
            1
        );
        Assert.Equal(IPAddress.Parse("fe80::1"), Assert.IsType<PingLine.Reply>(line).Source);
    }

    [Theory]
    [InlineData("From 192.168.7.20 icmp_seq=3 Destination Host Unreachable")]
    [InlineData("From gate (192.168.7.20) icmp_seq=3 Time to live exceeded")]
    [InlineData("[1795410973.851501] From 192.168.7.20 icmp_seq=3 Packet filtered")]
    [InlineData("From 192.168.7.20: icmp_seq=3 Redirect Host(New nexthop: 192.168.7.1)")]
    public void ParseLine_SomebodyRefuses_IsNoAnswer(string line) =>
        Assert.Equal(3, Assert.IsType<PingLine.Refusal>(PingLineParser.Parse(line, 1)).Sequence);

    [Theory]
    [InlineData("ping: connect: Network is unreachable", "connect: Network is unreachable")]
    [InlineData("ping: sendmsg: Network is unreachable", "sendmsg: Network is unreachable")]
    [InlineData("ping: nosuch: Name or service not known", "nosuch: Name or service not known")]
    public void ParseLine_PingFails_IsComplaint(string line, string text) =>
        Assert.Equal(new PingLine.Complaint(text), PingLineParser.Parse(line, 1));

    [Fact]
    public void ParseLine_SummaryWithEverything_IsRead()
    {
        Assert.Equal(
            new PingLine.Counts(5, 3, 1, 2, 4, TimeSpan.FromMilliseconds(4088)),
            PingLineParser.Parse(
                "5 packets transmitted, 3 received, +1 duplicates, +2 corrupted, +4 errors, 40% packet loss, time 4088ms",
                1
            )
        );
        Assert.Equal(
            new PingLine.Counts(0, 0, 0, 0, 0, null),
            PingLineParser.Parse("0 packets transmitted, 0 received", 1)
        );
        var times = Assert.IsType<PingLine.RoundTripTimes>(
            PingLineParser.Parse(
                "rtt min/avg/max/mdev = 1.682/18.783/327.129/28.604 ms, pipe 21, ipg/ewma 11.1/3.2 ms",
                1
            )
        );
        Assert.Equal(TimeSpan.FromMilliseconds(18.783), times.Mean);
        Assert.Equal(21, times.PipeLength);
    }

    [Theory]
    [InlineData("64 bytes from 10.77.0.50: icmp_seq=99999 ttl=64 time=3.20 ms")]
    [InlineData("64 bytes from 10.77.0.50: icmp_seq=-1 ttl=64 time=3.20 ms")]
    [InlineData("64 bytes from 10.77.0.50: icmp_seq=1 ttl=64 time=3,20 ms")]
    [InlineData("64 bytes from 10.77.0.50: icmp_seq=1 ttl=64 time=3.20 m")]
    [InlineData("64 bytes from 10.77.0.999: icmp_seq=1 ttl=64 time=3.20 ms")]
    [InlineData("[1795410973.85150] no answer yet for icmp_seq=2")]
    [InlineData("no answer yet for icmp_seq=")]
    [InlineData("3 packets transmitted, 4 received, 0% packet loss, time 2ms")]
    [InlineData("hello")]
    public void ParseLine_NotOfPing_Throws(string line)
    {
        var error = Assert.Throws<TranscriptException>(() => PingLineParser.Parse(line, 7));
        Assert.Equal(("ping", 7, line), (error.Tool, error.LineNumber, error.Line));
    }

    [Fact]
    public void Parse_WithoutStamps_HasAnswersOnly()
    {
        PingTranscript transcript = Read("ping.no-stamps.txt");
        Assert.Equal("192.168.7.10", transcript.Target);
        Assert.Equal(12, transcript.Replies.Count());
        Assert.All(transcript.Replies, reply => Assert.Null(reply.Stamp));
        Assert.False(transcript.IsComplete);
    }

    [Fact]
    public void Parse_AnswersComeLate_AreStillAnswers()
    {
        PingTranscript transcript = Read("ping.late-answers.cut.txt");
        var late = Assert.Single(
            transcript.Lines.OfType<PingLine.NoAnswerYet>(),
            line => line.Sequence == 34
        );
        var reply = Assert.Single(transcript.Replies, line => line.Sequence == 34);
        Assert.True(reply.Stamp > late.Stamp);
        Assert.False(transcript.IsComplete);
    }

    [Fact]
    public void Parse_MachineMoved_GapIsBetweenTheStamps()
    {
        PingTranscript transcript = Read("ping.xen-blackout.cut.txt");
        List<PingLine.Reply> replies = [.. transcript.Replies.OrderBy(reply => reply.Stamp)];
        double gap = replies
            .Zip(replies.Skip(1), (a, b) => (b.Stamp - a.Stamp)!.Value.TotalSeconds)
            .Max();
        Assert.Equal(2.148, gap, 0.001);
        Assert.Null(transcript.Counts);
    }

    [Fact]
    public void Parse_WholeText_IsComplete()
    {
        PingTranscript transcript = Read("ping.qemu-1gbit.txt");
        Assert.True(transcript.IsComplete);
        Assert.Equal(290, transcript.Counts!.Transmitted);
        Assert.Equal(277, transcript.Counts.Received);
        Assert.Equal(3, transcript.RoundTripTimes!.PipeLength);
    }

    [Fact]
    public void Parse_Quiet_HasSummaryButNoAnswers()
    {
        PingTranscript transcript = Read("ping.quiet.txt");
        Assert.Equal(1000, transcript.Counts!.Received);
        Assert.Empty(transcript.Lines);
        Assert.False(transcript.IsComplete);
    }

    [Fact]
    public void Parse_NobodyAnswers_IsCompleteWithoutTimes()
    {
        PingTranscript transcript = Read("ping.unreachable.txt");
        Assert.True(transcript.IsComplete);
        Assert.Null(transcript.RoundTripTimes);
        Assert.Equal(3, transcript.Counts!.Errors);
        Assert.Equal(3, transcript.Lines.OfType<PingLine.Refusal>().Count());
    }

    [Theory]
    [InlineData("ping.unreachable.txt")]
    [InlineData("ping.qemu-1gbit.txt")]
    public void Parse_CutAnywhere_IsNeverTakenForWhole(string name)
    {
        string text = TranscriptFile.Read(name);
        // The last line of a summary without answers tells nothing that counts.
        int end = text.EndsWith("pipe 3\n", StringComparison.Ordinal)
            ? text.Length - "pipe 3\n".Length
            : text.Length;
        Hostile.CutEverywhere(
            text,
            PingTranscriptParser.Parse,
            (transcript, length) => !transcript.IsComplete || length >= end
        );
    }

    [Theory]
    [InlineData("ping.unreachable.txt")]
    [InlineData("ping.late-answers.cut.txt")]
    public void Parse_Damaged_IsReadOrRefused(string name) =>
        Hostile.Mutate(TranscriptFile.Read(name), PingTranscriptParser.Parse);

    private static PingTranscript Read(string name) =>
        PingTranscriptParser.Parse(TranscriptFile.Read(name));
}
