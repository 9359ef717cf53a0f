using MigSim.Models.Network;

namespace MigSim.Models.Tests.Network;

public sealed class TcpLawTests
{
    private const double Gigabit = 117.6e6;

    [Theory]
    [InlineData(0.001, 65_535, 65_535_000)]
    [InlineData(0.05, 65_535, 1_310_700)]
    [InlineData(0.2, 4_194_304, 20_971_520)]
    [InlineData(0, 65_535, Gigabit)]
    [InlineData(0.0001, 65_535, Gigabit)]
    public void Rate_NoLoss_IsAWindowARoundTripOrTheLink(
        double roundTrip,
        double window,
        double expected
    ) => Assert.Equal(expected, TcpLaw.Rate(Gigabit, roundTrip, 0, window), 1e-6 * expected);

    // M. Mathis et al. (1997): C · MSS / (RTT · √p), with C = √(3/4) for delayed acknowledgements.
    [Theory]
    [InlineData(0.02, 1e-6)]
    [InlineData(0.1, 1e-5)]
    [InlineData(0.2, 1e-4)]
    public void Rate_LittleLoss_IsMathissLawWithin5Percent(double roundTrip, double loss)
    {
        double law = Math.Sqrt(0.75) * Framing.SegmentBytes / (roundTrip * Math.Sqrt(loss));
        double rate = TcpLaw.Rate(1e12, roundTrip, loss, double.PositiveInfinity);
        Assert.InRange(rate, 0.95 * law, 1.05 * law);
    }

    [Fact]
    public void Rate_MoreLossOrALongerWay_IsLower()
    {
        double[] losses = [0, 1e-5, 1e-4, 1e-3, 1e-2, 0.1];
        double[] rates =
        [
            .. losses.Select(loss => TcpLaw.Rate(Gigabit, 0.05, loss, double.PositiveInfinity)),
        ];
        Assert.Equal(rates.OrderDescending(), rates);
        Assert.True(
            TcpLaw.Rate(Gigabit, 0.1, 1e-3, double.PositiveInfinity)
                < TcpLaw.Rate(Gigabit, 0.05, 1e-3, double.PositiveInfinity)
        );
    }
}
