using System.Globalization;
using CsCheck;
using MigSim.Experiments.Input.Quantities;
using MigSim.Units;

namespace MigSim.Experiments.Tests.Input;

/// <summary>Quantities are read as they are written.</summary>
public sealed class QuantityTests
{
    [Theory]
    [InlineData("54 us", 540)]
    [InlineData("54us", 540)]
    [InlineData("0.5 \u00B5s", 5)]
    [InlineData("0.5 \u03BCs", 5)]
    [InlineData("100 ns", 1)]
    [InlineData("0.25 ms", 2_500)]
    [InlineData("1.5e1 s", 150_000_000)]
    [InlineData(".5 min", 300_000_000)]
    [InlineData("2 h", 72_000_000_000)]
    [InlineData("0", 0)]
    public void A_duration_is_read_in_100_ns(string text, long ticks) =>
        Assert.Equal(ticks, Valid(Kinds.Duration, text).Ticks);

    [Theory]
    [InlineData("1 B", 1)]
    [InlineData("2 kB", 2_000)]
    [InlineData("2 KiB", 2_048)]
    [InlineData("1.5 MB", 1_500_000)]
    [InlineData("128MiB", 134_217_728)]
    [InlineData("3 GB", 3_000_000_000)]
    [InlineData("0.5 GiB", 536_870_912)]
    public void A_size_is_read_in_bytes(string text, long bytes) =>
        Assert.Equal(bytes, Valid(Kinds.Size, text).Bytes);

    [Theory]
    [InlineData("1 bit/s", 1)]
    [InlineData("64 kbit/s", 64e3)]
    [InlineData("555 Mbit/s", 555e6)]
    [InlineData("10Gbit/s", 10e9)]
    [InlineData("1 B/s", 8)]
    [InlineData("1 MB/s", 8e6)]
    [InlineData("128 MiB/s", 8 * 134_217_728.0)]
    public void A_rate_is_read_in_bits_per_second(string text, double bits) =>
        Assert.Equal(bits, Valid(Kinds.Rate, text).BitsPerSecond);

    [Theory]
    [InlineData("5.36 /s", 5.36)]
    [InlineData("30/min", 0.5)]
    [InlineData("0", 0)]
    public void A_frequency_is_read_per_second(string text, double perSecond) =>
        Assert.Equal(perSecond, Valid(Kinds.Frequency, text), 12);

    [Theory]
    [InlineData("10 Gbit", "10 Gbit/s")]
    [InlineData("100 Mbps", "100 Mbit/s")]
    [InlineData("1,5 Gbit/s", "1.5 Gbit/s")]
    [InlineData("1 GBit/s", "1 Gbit/s")]
    [InlineData("5 s", null)]
    [InlineData("inf", null)]
    [InlineData("1e999 bit/s", null)]
    [InlineData("--1 bit/s", null)]
    [InlineData("1 000 bit/s", null)]
    public void A_wrong_rate_names_the_nearest(string text, string? nearest)
    {
        Reading<DataRate> reading = Kinds.Rate.Read(text);
        Assert.False(reading.IsValid);
        Assert.Equal(nearest, reading.Nearest);
    }

    [Fact]
    public void A_size_is_read_as_it_is_written() =>
        Gen.Long[1, 1L << 50]
            .Select(DataSize.FromBytes)
            .Sample(size => Assert.Equal(size, Valid(Kinds.Size, size.ToString())));

    [Fact]
    public void A_rate_is_read_as_it_is_written() =>
        Gen.Double[1e-3, 1e15]
            .Select(DataRate.FromBitsPerSecond)
            .Sample(rate =>
            {
                double read = Valid(Kinds.Rate, rate.ToString()).BitsPerSecond;
                Assert.Equal(1, read / rate.BitsPerSecond, 1e-12);
            });

    [Fact]
    public void A_duration_is_the_same_in_every_unit() =>
        Gen.Long[1, TimeSpan.TicksPerHour * 9_999]
            .Sample(ticks =>
            {
                decimal nanoseconds = ticks * 100m;
                foreach ((string unit, decimal factor) in UnitFamily.Durations.Units)
                {
                    decimal number = nanoseconds / factor;
                    string text = string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
                    Assert.Equal(ticks, Valid(Kinds.Duration, text).Ticks);
                }
            });

    [Fact]
    public void Any_text_is_read_or_refused_but_never_fails() =>
        Gen.String.Sample(text =>
        {
            Kinds.Duration.Read(text);
            Kinds.Size.Read(text);
            Kinds.Count.Read(text);
            Kinds.Name.Read(text);
            Kinds.Address.Read(text);
        });

    private static T Valid<T>(Kind<T> kind, string text)
    {
        Reading<T> reading = kind.Read(text);
        Assert.True(reading.IsValid, $"'{text}': expected {reading.Expected}");
        return reading.Value!;
    }
}
