using CsCheck;
using MigSim.Models.Overhead;

namespace MigSim.Models.Tests.Overhead;

public sealed class FadingLoadTests
{
    [Fact]
    public void At_NothingAdded_Nothing() => Assert.Equal(0, new FadingLoad(2).At(100));

    [Fact]
    public void At_OneTimeConstantLater_OneEthIsLeft()
    {
        var load = new FadingLoad(2);
        load.Add(0.8, 10);
        Assert.Equal(0.8, load.At(10));
        Assert.Equal(0.8 / Math.E, load.At(12), 1e-12);
    }

    [Fact]
    public void Add_Several_TheyAddUp() =>
        Gen.Select(Gen.Double[0.1, 10], Gen.Double[0, 5].Array[1, 6], Gen.Double[0, 20])
            .Sample(
                (constant, gaps, later) =>
                {
                    var load = new FadingLoad(constant);
                    double now = 0;
                    double[] times = [.. gaps.Select(gap => now += gap)];
                    foreach (double time in times)
                    {
                        load.Add(0.5, time);
                    }

                    double at = now + later;
                    double sum = times.Sum(time => 0.5 * Math.Exp((time - at) / constant));
                    return Math.Abs(load.At(at) - sum) < 1e-9;
                }
            );

    [Fact]
    public void Add_NoTimeConstant_LeavesNothingBehind()
    {
        var load = new FadingLoad(0);
        load.Add(1, 5);
        Assert.Equal(0, load.At(5));
        Assert.Equal(0, load.At(6));
    }
}
