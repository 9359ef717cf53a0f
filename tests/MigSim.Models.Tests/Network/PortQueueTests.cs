using MigSim.Models.Network;

namespace MigSim.Models.Tests.Network;

public sealed class PortQueueTests
{
    private const double Frame = 12.3e-6;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void MeanWait_BelowSaturation_IsWhatAQueueOfFramesShows(double utilization)
    {
        // Frames arrive at random; each one waits for what is left of those before it (Lindley).
        var random = new Random(1234);
        const int Frames = 2_000_000;
        double wait = 0;
        double sum = 0;
        for (int frame = 0; frame < Frames; frame++)
        {
            sum += wait;
            double gap = -Math.Log(1 - random.NextDouble()) * Frame / utilization;
            wait = Math.Max(0, wait + Frame - gap);
        }

        double mean = PortQueue.MeanWait(utilization, Frame, double.PositiveInfinity);
        Assert.Equal(1, mean / (sum / Frames), 0.02);
    }

    [Fact]
    public void MeanWait_NoBulk_None() => Assert.Equal(0, PortQueue.MeanWait(0, Frame, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    public void MeanWait_Saturated_IsTheStandingQueue(double utilization) =>
        Assert.Equal(3e-3, PortQueue.MeanWait(utilization, Frame, 3e-3));

    [Fact]
    public void MeanWait_AlmostSaturated_NeverMoreThanTheWindowsHold()
    {
        double before = 0;
        for (double utilization = 0; utilization < 1; utilization += 1e-4)
        {
            double wait = PortQueue.MeanWait(utilization, Frame, 1e-3);
            Assert.InRange(wait, before, 1e-3);
            before = wait;
        }

        Assert.Equal(1e-3, before);
    }

    [Fact]
    public void MeanWait_NoWindow_None() => Assert.Equal(0, PortQueue.MeanWait(0.9, Frame, 0));
}
