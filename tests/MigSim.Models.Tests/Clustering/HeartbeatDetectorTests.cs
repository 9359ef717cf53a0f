using CsCheck;
using MigSim.Clustering;
using MigSim.Models.Clustering;

namespace MigSim.Models.Tests.Clustering;

public sealed class HeartbeatDetectorTests
{
    private static readonly HeartbeatOptions Options = new()
    {
        KeepAlive = Seconds(0.5),
        WarnTime = Seconds(5),
        DeadTime = Seconds(10),
        InitDead = Seconds(30),
        Delays = new HeartbeatDelays
        {
            BeforeRelease = TimeSpan.Zero,
            BetweenResources = TimeSpan.Zero,
            AfterRelease = TimeSpan.Zero,
            BeforeTakeover = TimeSpan.Zero,
            BeforeStart = TimeSpan.Zero,
        },
        Constants = [],
    };

    [Theory]
    [InlineData(0, MemberState.Unknown)]
    [InlineData(10, MemberState.Unknown)]
    [InlineData(29.999, MemberState.Unknown)]
    [InlineData(30, MemberState.Dead)]
    public void StateAt_NeverHeardOf_UnknownThenDead(double seconds, MemberState expected)
    {
        var detector = new HeartbeatDetector(Options, Seconds(100));
        Assert.Equal(expected, detector.StateAt(Seconds(100 + seconds)));
    }

    [Theory]
    [InlineData(0, MemberState.Alive)]
    [InlineData(4.999, MemberState.Alive)]
    [InlineData(5, MemberState.Suspected)]
    [InlineData(9.999, MemberState.Suspected)]
    [InlineData(10, MemberState.Dead)]
    [InlineData(1e6, MemberState.Dead)]
    public void StateAt_SilentSinceTheLastBeat_SuspectedThenDead(
        double silence,
        MemberState expected
    )
    {
        var detector = new HeartbeatDetector(Options, TimeSpan.Zero);
        detector.Heard(Seconds(3));
        detector.Heard(Seconds(20));
        Assert.Equal(expected, detector.StateAt(Seconds(20 + silence)));
    }

    [Fact]
    public void Heard_AfterItWasDead_IsAliveAgain()
    {
        var detector = new HeartbeatDetector(Options, TimeSpan.Zero);
        Assert.Equal(MemberState.Dead, detector.StateAt(Seconds(40)));
        detector.Heard(Seconds(41));
        Assert.Equal(MemberState.Alive, detector.StateAt(Seconds(41)));
        Assert.Equal(Seconds(46), detector.NextChangeAt(Seconds(41)));
    }

    [Fact]
    public void NextChangeAt_AnyMoment_IsWhenTheStateChanges() =>
        Gen.Select(Gen.Double[0, 20].Array[0, 5], Gen.Double[0, 60])
            .Sample(
                (gaps, later) =>
                {
                    var detector = new HeartbeatDetector(Options, TimeSpan.Zero);
                    TimeSpan now = TimeSpan.Zero;
                    foreach (double gap in gaps)
                    {
                        now += Seconds(gap);
                        detector.Heard(now);
                    }

                    now += Seconds(later);
                    MemberState state = detector.StateAt(now);
                    TimeSpan change = detector.NextChangeAt(now);
                    if (state == MemberState.Dead)
                    {
                        Assert.Equal(TimeSpan.MaxValue, change);
                        return;
                    }

                    Assert.True(change > now);
                    Assert.Equal(state, detector.StateAt(change - new TimeSpan(1)));
                    Assert.NotEqual(state, detector.StateAt(change));
                }
            );

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
