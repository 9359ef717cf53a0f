using CsCheck;
using MigSim.Units;

namespace MigSim.Tests.Units;

public sealed class DataRateTests
{
    [Fact]
    public void FromMegabitsPerSecond_AnyNumber_IsThatManyMegabitsAgain() =>
        Gen.Double[0, 1e6]
            .Sample(megabits =>
                Math.Abs(DataRate.FromMegabitsPerSecond(megabits).MegabitsPerSecond - megabits)
                <= 1e-12 * megabits
            );

    [Fact]
    public void BytesPerSecond_Gigabit_IsAnEighth()
    {
        DataRate gigabit = DataRate.FromGigabitsPerSecond(1);
        Assert.Equal(1e9, gigabit.BitsPerSecond);
        Assert.Equal(125e6, gigabit.BytesPerSecond);
        Assert.Equal(1000, gigabit.MegabitsPerSecond);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void FromBitsPerSecond_NoRate_Throws(double bits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DataRate.FromBitsPerSecond(bits));

    [Fact]
    public void CompareTo_AnyTwo_IsThatOfTheirBits() =>
        Gen.Select(Gen.Double[0, 1e12], Gen.Double[0, 1e12])
            .Sample(
                (left, right) =>
                    DataRate.FromBitsPerSecond(left).CompareTo(DataRate.FromBitsPerSecond(right))
                    == left.CompareTo(right)
            );

    [Theory]
    [InlineData(0, "0 bit/s")]
    [InlineData(999, "999 bit/s")]
    [InlineData(9_600, "9.6 kbit/s")]
    [InlineData(547_000_000, "547 Mbit/s")]
    [InlineData(941_500_000, "941.5 Mbit/s")]
    [InlineData(1_000_000_000, "1 Gbit/s")]
    public void ToString_AnyRate_HasItsDecimalUnit(double bits, string expected) =>
        Assert.Equal(expected, DataRate.FromBitsPerSecond(bits).ToString());
}
