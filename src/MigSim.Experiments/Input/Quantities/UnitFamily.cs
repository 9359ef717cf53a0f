using System.Collections.Immutable;
using System.Globalization;

namespace MigSim.Experiments.Input.Quantities;

/// <summary>The units of one quantity, each as a multiple of the smallest one.</summary>
/// <param name="Units">Their names and factors.</param>
/// <param name="Mistakes">What people write instead, with the unit that they mean.</param>
/// <param name="Base">The unit in which studies give numbers.</param>
/// <param name="Series">
/// Units that numbers are written in together, each from the smallest on; the first series is the usual one.
/// </param>
internal sealed record UnitFamily(
    ImmutableSortedDictionary<string, decimal> Units,
    ImmutableSortedDictionary<string, string> Mistakes,
    string Base,
    ImmutableArray<ImmutableArray<string>> Series
)
{
    /// <summary>No unit: a plain number.</summary>
    public static readonly UnitFamily None = Create(
        "",
        [
            [""],
        ],
        [("", 1)],
        []
    );

    /// <summary>Shares of a whole, in percent.</summary>
    public static readonly UnitFamily Percents = Create(
        "%",
        [
            ["%"],
        ],
        [("%", 1)],
        [("percent", "%"), ("pct", "%")]
    );

    /// <summary>Amounts of data, in bytes.</summary>
    public static readonly UnitFamily Sizes = Create(
        "B",
        [
            ["B", "KiB", "MiB", "GiB"],
            ["B", "kB", "MB", "GB"],
        ],
        [
            ("B", 1),
            ("kB", 1000),
            ("KiB", 1024),
            ("MB", 1_000_000),
            ("MiB", 1 << 20),
            ("GB", 1_000_000_000),
            ("GiB", 1 << 30),
        ],
        [
            ("k", "KiB"),
            ("K", "KiB"),
            ("KB", "kB"),
            ("kbit", "KiB"),
            ("M", "MiB"),
            ("mb", "MB"),
            ("Mb", "MB"),
            ("Mbit", "MiB"),
            ("Mbit/s", "MiB"),
            ("G", "GiB"),
            ("gb", "GB"),
            ("Gb", "GB"),
            ("Gbit", "GiB"),
            ("Gbit/s", "GiB"),
            ("bytes", "B"),
        ]
    );

    /// <summary>Rates of data, in bits per second.</summary>
    public static readonly UnitFamily Rates = Create(
        "bit/s",
        [
            ["bit/s", "kbit/s", "Mbit/s", "Gbit/s"],
            ["B/s", "kB/s", "MB/s", "GB/s"],
            ["B/s", "KiB/s", "MiB/s", "GiB/s"],
        ],
        [
            ("bit/s", 1),
            ("kbit/s", 1000),
            ("Mbit/s", 1_000_000),
            ("Gbit/s", 1_000_000_000),
            ("B/s", 8),
            ("kB/s", 8000),
            ("KiB/s", 8 * 1024),
            ("MB/s", 8_000_000),
            ("MiB/s", 8 * (1 << 20)),
            ("GB/s", 8_000_000_000),
            ("GiB/s", 8L * (1 << 30)),
        ],
        [
            ("bps", "bit/s"),
            ("kbps", "kbit/s"),
            ("kbit", "kbit/s"),
            ("M", "Mbit/s"),
            ("Mb/s", "Mbit/s"),
            ("Mbps", "Mbit/s"),
            ("Mbit", "Mbit/s"),
            ("mbit/s", "Mbit/s"),
            ("MB", "MB/s"),
            ("MiB", "MiB/s"),
            ("G", "Gbit/s"),
            ("Gb/s", "Gbit/s"),
            ("Gbps", "Gbit/s"),
            ("Gbit", "Gbit/s"),
            ("gbit/s", "Gbit/s"),
            ("GB", "GB/s"),
            ("GiB", "GiB/s"),
        ]
    );

    /// <summary>Times, in nanoseconds; the micro sign is read in both of its encodings.</summary>
    public static readonly UnitFamily Durations = Create(
        "s",
        [
            ["ns", "us", "ms", "s"],
            ["ns", "us", "ms", "s", "min", "h"],
        ],
        [
            ("ns", 1),
            ("us", 1000),
            ("\u00B5s", 1000),
            ("\u03BCs", 1000),
            ("ms", 1_000_000),
            ("s", 1_000_000_000),
            ("min", 60_000_000_000),
            ("h", 3_600_000_000_000),
        ],
        [
            ("msec", "ms"),
            ("usec", "us"),
            ("sec", "s"),
            ("second", "s"),
            ("seconds", "s"),
            ("S", "s"),
            ("m", "min"),
            ("minutes", "min"),
            ("hours", "h"),
            ("milliseconds", "ms"),
        ]
    );

    /// <summary>How often something happens, per hour.</summary>
    public static readonly UnitFamily Frequencies = Create(
        "/s",
        [
            ["/s"],
            ["/min"],
            ["/h"],
        ],
        [("/s", 3600), ("/min", 60), ("/h", 1)],
        [("1/s", "/s"), ("per s", "/s"), ("Hz", "/s"), ("s", "/s"), ("/sec", "/s")]
    );

    private static ImmutableArray<UnitFamily> All => [Sizes, Rates, Durations, Frequencies];

    /// <summary>Finds the unit that was probably meant.</summary>
    /// <remarks>A unit of another quantity is no slip of the pen.</remarks>
    public string? Meant(string unit)
    {
        bool isOther = All.Any(family => family.Units.ContainsKey(unit));
        return Mistakes.GetValueOrDefault(unit) ?? (isOther ? null : Nearest.Of(unit, Units.Keys));
    }

    /// <summary>Gets the units that a number beside one in this unit is written in.</summary>
    public ImmutableArray<string> SeriesOf(string unit) =>
        Series.FirstOrDefault(series => series.Contains(unit), Series[0]);

    /// <summary>Converts from the smallest unit to the base unit.</summary>
    public double ToBase(decimal value) => (double)value / (double)Units[Base];

    /// <summary>Finds where the number of a quantity ends and its unit begins.</summary>
    public static (string Number, string Unit) Split(string text)
    {
        int end = text.Length;
        while (end > 0 && !IsNumber(text[..end]))
        {
            end--;
        }

        return (text[..end], text[end..].Trim());
    }

    /// <summary>Reads a quantity in the smallest unit; null if it is none of this family.</summary>
    public decimal? Measure(string text)
    {
        (string number, string unit) = Split(text.Trim());
        if (
            !decimal.TryParse(
                number,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out decimal n
            ) || n is > 1e15m or < -1e15m
        )
        {
            return null;
        }

        return n == 0 && unit.Length == 0 ? 0
            : Units.TryGetValue(unit, out decimal factor) ? n * factor
            : null;
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static UnitFamily Create(
        string baseUnit,
        ImmutableArray<ImmutableArray<string>> series,
        (string Name, decimal Factor)[] units,
        (string Wrong, string Right)[] mistakes
    ) =>
        new(
            units.ToImmutableSortedDictionary(
                unit => unit.Name,
                unit => unit.Factor,
                StringComparer.Ordinal
            ),
            mistakes.ToImmutableSortedDictionary(
                mistake => mistake.Wrong,
                mistake => mistake.Right,
                StringComparer.Ordinal
            ),
            baseUnit,
            series
        );
}
