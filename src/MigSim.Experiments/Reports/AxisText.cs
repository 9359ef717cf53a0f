using System.Collections.Immutable;
using System.Globalization;

namespace MigSim.Experiments.Reports;

/// <summary>Values of axes as people write them: <c>316.2 Mbit/s</c>, <c>512 MiB</c>, <c>1.5 ms</c>.</summary>
public static class AxisText
{
    private static readonly ImmutableArray<(double Factor, string Unit)> s_rates =
    [
        (1e12, "Tbit/s"),
        (1e9, "Gbit/s"),
        (1e6, "Mbit/s"),
        (1e3, "kbit/s"),
        (1, "bit/s"),
    ];

    private static readonly ImmutableArray<(double Factor, string Unit)> s_sizes =
    [
        (1L << 40, "TiB"),
        (1 << 30, "GiB"),
        (1 << 20, "MiB"),
        (1 << 10, "KiB"),
        (1, "B"),
    ];

    private static readonly ImmutableArray<(double Factor, string Unit)> s_times =
    [
        (3600, "h"),
        (60, "min"),
        (1, "s"),
        (1e-3, "ms"),
        (1e-6, "us"),
        (1e-9, "ns"),
    ];

    /// <summary>Writes a quantity with at most five decimals, in the largest unit of which there is at least one.</summary>
    /// <param name="value">The value in the base unit.</param>
    /// <param name="unit">The base unit: <c>bit/s</c>, <c>B</c> or <c>s</c> become others; any other stays.</param>
    public static string Format(double value, string unit)
    {
        (double factor, string name) = UnitFor(value, unit);
        string number = ((decimal)Math.Round(value / factor, 9)).ToString(
            "0.#####",
            CultureInfo.InvariantCulture
        );
        return name.Length == 0 ? number : $"{number} {name}";
    }

    /// <summary>Gets the largest unit of which there is at least one, and how many of the base unit it is.</summary>
    public static (double Factor, string Unit) UnitFor(double value, string unit)
    {
        // A hair below one of a unit is one of it: sums and logarithms are not exact.
        ImmutableArray<(double Factor, string Unit)> units = Units(unit);
        return value == 0 || units.IsEmpty
            ? (1, unit)
            : units.FirstOrDefault(u => Math.Abs(value) >= u.Factor * (1 - 1e-9), units[^1]);
    }

    private static ImmutableArray<(double Factor, string Unit)> Units(string unit) =>
        unit switch
        {
            "bit/s" => s_rates,
            "B" => s_sizes,
            "s" => s_times,
            _ => [],
        };
}
