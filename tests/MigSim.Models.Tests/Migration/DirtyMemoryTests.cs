using CsCheck;
using MigSim.Models.Migration;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Migration;

public sealed class DirtyMemoryTests
{
    private static readonly Gen<DirtyMemory> AnyMemory = Gen.Select(
            Gen.Long[0, 100_000],
            Gen.Double[0, 1000],
            (pages, rate) => new PageClass("class", pages, rate)
        )
        .Array[0, 5]
        .Select(classes => Memory(500_000, classes));

    [Fact]
    public void UniquePages_NoTime_None() => AnyMemory.Sample(memory => memory.UniquePages(0) == 0);

    [Fact]
    public void UniquePages_ShortTime_EveryWriteHitsAnotherPage()
    {
        DirtyMemory memory = Memory(2_000, new("a", 1000, 5), new("b", 500, 0.1));
        double slope = memory.UniquePages(1e-9) / 1e-9;
        Assert.Equal((1000 * 5) + (500 * 0.1), slope, 1e-3);
    }

    [Fact]
    public void UniquePages_LongTime_EveryPageThatIsEverWritten()
    {
        DirtyMemory memory = Memory(2_000, new("a", 1000, 5), new("never", 500, 0));
        Assert.Equal(1000, memory.UniquePages(1e6), 1e-9);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(9.9e-6)]
    [InlineData(1.01e-5)]
    [InlineData(1e-3)]
    public void UniquePages_SmallExponent_LosesNoDigits(double x)
    {
        double series = x * (1 - (x / 2 * (1 - (x / 3 * (1 - (x / 4))))));
        double share = Memory(1, new PageClass("one", 1, 1)).UniquePages(x);
        Assert.Equal(1, share / series, 2e-10);
    }

    [Fact]
    public void UniquePages_AnyWorkload_GrowsAndIsConcave() =>
        Gen.Select(AnyMemory, Gen.Double[0, 50], Gen.Double[0, 50])
            .Sample(
                (memory, first, second) =>
                {
                    double tolerance = 1e-9 * (1 + memory.GuestPages);
                    double before = memory.UniquePages(Math.Min(first, second));
                    double after = memory.UniquePages(Math.Max(first, second));
                    double middle = memory.UniquePages((first + second) / 2);
                    return after >= before - tolerance
                        && middle >= ((before + after) / 2) - tolerance
                        && after <= memory.GuestPages;
                }
            );

    [Fact]
    public void RedirtiedShare_AnyWorkload_IsAShareThatGrows() =>
        Gen.Select(AnyMemory, Gen.Double[1e-6, 50], Gen.Double[0, 50], Gen.Double[0, 50])
            .Sample(
                (memory, sync, first, second) =>
                {
                    double less = memory.RedirtiedShare(sync, Math.Min(first, second));
                    double more = memory.RedirtiedShare(sync, Math.Max(first, second));
                    return less >= 0 && less <= more + 1e-12 && more <= 1 + 1e-12;
                }
            );

    [Fact]
    public void RedirtiedShare_FirstPass_IsAShareOfTheWholeGuest()
    {
        DirtyMemory memory = Memory(1000, new PageClass("a", 100, 2));
        double share = memory.RedirtiedShare(double.PositiveInfinity, 1.5);
        Assert.Equal(memory.UniquePages(1.5) / 1000, share, 1e-12);
    }

    [Fact]
    public void RedirtiedShare_NothingToSend_None() =>
        Assert.Equal(0, Memory(1000, new PageClass("never", 100, 0)).RedirtiedShare(1, 1));

    // reference: 1 - (1 - e^(-LT))/(LT), and its two printed values at LT = 0.98.
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.98)]
    [InlineData(10)]
    public void RedirtiedShare_OverAPass_IsTheSkippedShareInClosedForm(double rateTimesLength)
    {
        const double Length = 0.2;
        const int Steps = 100_000;
        double rate = rateTimesLength / Length;
        DirtyMemory memory = Memory(10_000, new PageClass("a", 6036, rate));
        double skipped = 0;
        for (int step = 0; step < Steps; step++)
        {
            skipped += memory.RedirtiedShare(Length, (step + 0.5) * Length / Steps) / Steps;
        }

        double closed = 1 - ((1 - Math.Exp(-rateTimesLength)) / rateTimesLength);
        Assert.Equal(closed, skipped, 1e-6);
        if (rateTimesLength == 0.98)
        {
            Assert.Equal(0.363, skipped, 0.001);
            Assert.Equal(0.625, memory.UniquePages(Length) / 6036, 0.001);
        }
    }

    [Fact]
    public void RedirtiedShare_HotAndColdPages_HotOnesAreMoreOftenInThePass()
    {
        DirtyMemory memory = Memory(10_000, new("hot", 100, 50), new("cold", 5000, 0.01));
        double share = memory.RedirtiedShare(0.1, 0.02);
        double hot = 100 * (1 - Math.Exp(-5));
        double cold = 5000 * (1 - Math.Exp(-0.001));
        double expected =
            ((hot * (1 - Math.Exp(-1))) + (cold * (1 - Math.Exp(-0.0002)))) / (hot + cold);
        Assert.Equal(expected, share, 1e-9);
    }

    [Fact]
    public void DirtyMemory_MorePagesThanTheGuestHas_Throws() =>
        Assert.Throws<ArgumentException>(() => Memory(99, new PageClass("a", 100, 1)));

    private static DirtyMemory Memory(long guestPages, params PageClass[] classes) =>
        new([.. classes], guestPages);
}
