using System.Net;
using MigSim.Lab.Parsing;
using MigSim.Lab.Tests.Parsing;
using MigSim.Lab.Tests.Shell;
using MigSim.Lab.Tools;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Lab.Tests.Tools;

public sealed class PingTimelineTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Add_RealMigration_GapIsBetweenSendStampsOfAnswers()
    {
        PingTranscript ping = PingTranscriptParser.Parse(
            TranscriptFile.Read("ping.qemu-1gbit.txt")
        );
        List<ProbeSample> samples = Run([.. ping.Lines, ping.Counts!], 290);
        Assert.Equal(Enumerable.Range(1, 290), samples.Select(sample => sample.Sequence));
        Assert.Equal(13, samples.Count(sample => sample.RoundTripTime is null));
    }

    [Fact]
    public void Add_AnswerAfterNextRequest_CountsWithItsOwnStamp()
    {
        List<ProbeSample> samples = Run(
            [Reply(1, 0.001, 1), new PingLine.NoAnswerYet(At(0.020), 2), Reply(2, 0.025, 14)],
            2
        );
        Assert.Equal(TimeSpan.FromMilliseconds(11), samples[1].SentAt);
        Assert.Equal(TimeSpan.FromMilliseconds(14), samples[1].RoundTripTime);
    }

    [Fact]
    public void Add_AnswerTooLate_IsLost()
    {
        List<ProbeSample> samples = Run([Reply(1, 0.600, 500)], 1);
        Assert.Null(Assert.Single(samples).RoundTripTime);
        Assert.Equal(TimeSpan.FromMilliseconds(100), samples[0].SentAt);
    }

    [Fact]
    public void Add_NothingIsAnswered_StampsAreThoseOfTheNextRequests()
    {
        List<ProbeSample> samples = Run(
            [
                new PingLine.NoAnswerYet(At(0.016), 1),
                new PingLine.NoAnswerYet(At(0.032), 2),
                new PingLine.Counts(3, 0, 0, 0, 0, null),
            ],
            3
        );
        Assert.Equal(
            [0.006, 0.016, 0.032],
            samples.Select(sample => Math.Round(sample.SentAt.TotalSeconds, 6))
        );
        Assert.All(samples, sample => Assert.Null(sample.RoundTripTime));
    }

    [Fact]
    public void Add_MoreThan16Bits_SequenceGoesOn()
    {
        const int Count = 200_000;
        IEnumerable<PingLine> lines = Enumerable
            .Range(1, Count)
            .Select(number => (PingLine)Reply(number % 65_536, number * 0.01, 1));
        List<ProbeSample> samples = Run(lines, Count);
        Assert.Equal(Enumerable.Range(1, Count), samples.Select(sample => sample.Sequence));
        Assert.All(samples, sample => Assert.NotNull(sample.RoundTripTime));
    }

    [Fact]
    public void Add_WithoutStamp_Throws() =>
        Assert.Throws<TranscriptException>(() => Run([Reply(1, 0, 1) with { Stamp = null }], 1));

    private static PingLine.Reply Reply(int sequence, double seconds, double milliseconds) =>
        new(
            At(seconds),
            IPAddress.Loopback,
            sequence,
            TimeSpan.FromMilliseconds(milliseconds),
            false
        );

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static List<ProbeSample> Run(IEnumerable<PingLine> lines, int count)
    {
        var spec = new ProbeSpec(
            ShellTest.Host,
            IPAddress.Loopback,
            Interval,
            count,
            TimeSpan.FromMilliseconds(200),
            DataSize.FromBytes(56)
        );
        var timeline = new PingTimeline(spec, TimeSpan.Zero);
        return [.. lines.SelectMany((line, index) => timeline.Add(line, index + 1))];
    }
}
