using MigSim.Models.Memory;
using MigSim.Models.Migration;

namespace MigSim.Models.Tests.Migration;

public sealed class DemandFaultsTests
{
    [Fact]
    public void Count_SteadyWriter_IsHalfOfWhatItWrites()
    {
        var memory = new DirtyMemory(new RateCurve(1000, 1e6), 100_000);

        Assert.Equal(5_000, DemandFaults.Count(memory, 100_000, 10, 1), 1e-6);
        Assert.Equal(2_500, DemandFaults.Count(memory, 50_000, 10, 1), 1e-6);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1000, 0)]
    public void Count_NothingMissingOrNoTime_IsNone(double missing, double seconds) =>
        Assert.Equal(
            0,
            DemandFaults.Count(
                new DirtyMemory(new RateCurve(1e4, 1e6), 100_000),
                missing,
                seconds,
                1
            )
        );

    [Fact]
    public void Count_HotPages_IsTheIntegralOfTheirCurve()
    {
        // The mean over T of N (1 - e^(-lt)) is N (1 - (1 - e^(-lT)) / lT).
        var memory = new DirtyMemory([new("hot", 6_000, 0.5)], 6_000);
        double expected = 6_000 * (1 - ((1 - Math.Exp(-2)) / 2));

        Assert.Equal(expected, DemandFaults.Count(memory, 6_000, 4, 1), expected * 1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-5)]
    [InlineData(1e-3)]
    [InlineData(1)]
    public void Stall_AnyWait_WaitingAndRunningMakeUpTheTime(double each)
    {
        var memory = new DirtyMemory(new RateCurve(1000, 1e6), 100_000);

        double stall = DemandFaults.Stall(memory, 100_000, 10, each);

        double speed = 1 - (stall / 10);
        Assert.Equal(stall, each * DemandFaults.Count(memory, 100_000, 10, speed), 1e-6);
        Assert.InRange(stall, 0, 10);
    }
}
