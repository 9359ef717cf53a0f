using CsCheck;
using MigSim.Units;

namespace MigSim.Tests.Units;

public sealed class DataSizeTests
{
    [Fact]
    public void FromPages_AnyNumber_IsThatManyPagesAgain() =>
        Gen.Long[0, 1L << 40].Sample(pages => DataSize.FromPages(pages).Pages == pages);

    [Fact]
    public void FromMebibytes_WholeNumber_IsThatManyMebibytesAgain() =>
        Gen.Int[0, 1 << 30]
            .Sample(mebibytes =>
                DataSize.FromMebibytes(mebibytes) is { } size
                && size.Mebibytes == mebibytes
                && size.Bytes == mebibytes * 1_048_576L
            );

    [Theory]
    [InlineData(0.5, 512)]
    [InlineData(1.0001, 1024)]
    [InlineData(1.0005, 1025)]
    public void FromKibibytes_Fraction_IsRoundedToWholeBytes(double kibibytes, long bytes) =>
        Assert.Equal(bytes, DataSize.FromKibibytes(kibibytes).Bytes);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4095, 1)]
    [InlineData(4096, 1)]
    [InlineData(4097, 2)]
    public void Pages_AnySize_IsEnoughToHoldIt(long bytes, long pages) =>
        Assert.Equal(pages, DataSize.FromBytes(bytes).Pages);

    [Fact]
    public void Plus_ThenMinus_IsTheSameAgain() =>
        Gen.Select(Gen.Long[0, 1L << 60], Gen.Long[0, 1L << 60])
            .Sample(
                (left, right) =>
                    DataSize.FromBytes(left) + DataSize.FromBytes(right) - DataSize.FromBytes(right)
                    == DataSize.FromBytes(left)
            );

    [Fact]
    public void Minus_LargerFromSmaller_IsNegative() =>
        Assert.Equal(-1, (DataSize.Zero - DataSize.FromBytes(1)).Bytes);

    [Fact]
    public void Arithmetic_TooLarge_ThrowsInsteadOfWrapping()
    {
        DataSize largest = DataSize.FromBytes(long.MaxValue);
        Assert.Throws<OverflowException>(() => largest + DataSize.FromBytes(1));
        Assert.Throws<OverflowException>(() =>
            DataSize.FromBytes(long.MinValue) - DataSize.FromBytes(1)
        );
        Assert.Throws<OverflowException>(() => DataSize.FromPages(long.MaxValue / 1000));
        Assert.Throws<OverflowException>(() => DataSize.FromMebibytes(1e300));
        Assert.Throws<OverflowException>(() => DataSize.FromMebibytes(double.NaN));
    }

    [Fact]
    public void Divide_ByARate_IsTheTimeItTakes()
    {
        DataRate gigabit = DataRate.FromGigabitsPerSecond(1);
        Assert.Equal(TimeSpan.FromSeconds(8), DataSize.FromBytes(1_000_000_000) / gigabit);
        Assert.Equal(TimeSpan.Zero, DataSize.Zero / gigabit);

        // One byte takes 8 ns, which is no tick of 100 ns.
        Assert.Equal(TimeSpan.Zero, DataSize.FromBytes(1) / gigabit);
        Assert.Equal(new TimeSpan(1), DataSize.FromBytes(12) / gigabit);
    }

    [Fact]
    public void Divide_LargeSize_DoesNotOverflow() =>
        Assert.Equal(
            TimeSpan.FromSeconds(1L << 30),
            DataSize.FromBytes(1L << 60) / DataRate.FromBitsPerSecond((double)(1L << 33))
        );

    [Fact]
    public void Divide_ByNothing_Throws() =>
        Assert.Throws<OverflowException>(() => DataSize.FromBytes(1) / default(DataRate));

    [Fact]
    public void Comparison_AnyTwo_IsThatOfTheirBytes() =>
        Gen.Select(Gen.Long, Gen.Long)
            .Sample(
                (left, right) =>
                {
                    DataSize first = DataSize.FromBytes(left);
                    DataSize second = DataSize.FromBytes(right);
                    return first < second == left < right
                        && first > second == left > right
                        && first <= second == left <= right
                        && first >= second == left >= right
                        && Math.Sign(first.CompareTo(second)) == left.CompareTo(right);
                }
            );

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1, "1 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1536 B")]
    [InlineData(134_217_728, "128 MiB")]
    [InlineData(1_610_612_736, "1536 MiB")]
    [InlineData(4_294_967_296, "4 GiB")]
    [InlineData(-1_048_576, "-1 MiB")]
    public void ToString_AnySize_HasTheLargestUnitThatDividesIt(long bytes, string expected) =>
        Assert.Equal(expected, DataSize.FromBytes(bytes).ToString());
}
