using System.Globalization;

namespace MigSim.Calibration.Campaigns;

/// <summary>A unit of a measurement or of a parameter; values are kept in the basic unit of its kind.</summary>
/// <param name="Name">How it is written; empty for plain numbers.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Factor">How many basic units it is: seconds, bytes, bytes per second, or one.</param>
public sealed record MeasureUnit(string Name, UnitKind Kind, double Factor)
{
    private const double Page = 4096;

    private static readonly MeasureUnit[] All =
    [
        new("", UnitKind.Plain, 1),
        new("1", UnitKind.Plain, 1),
        new("%", UnitKind.Plain, 0.01),
        new("us", UnitKind.Time, 1e-6),
        new("ms", UnitKind.Time, 1e-3),
        new("s", UnitKind.Time, 1),
        new("min", UnitKind.Time, 60),
        new("B", UnitKind.Size, 1),
        new("kB", UnitKind.Size, 1e3),
        new("KiB", UnitKind.Size, 1024),
        new("MB", UnitKind.Size, 1e6),
        new("MiB", UnitKind.Size, 1024 * 1024),
        new("GB", UnitKind.Size, 1e9),
        new("GiB", UnitKind.Size, 1024.0 * 1024 * 1024),
        new("page", UnitKind.Size, Page),
        new("bit/s", UnitKind.Rate, 0.125),
        new("kbit/s", UnitKind.Rate, 125),
        new("Mbit/s", UnitKind.Rate, 125e3),
        new("Gbit/s", UnitKind.Rate, 125e6),
        new("B/s", UnitKind.Rate, 1),
        new("kB/s", UnitKind.Rate, 1e3),
        new("MB/s", UnitKind.Rate, 1e6),
        new("GB/s", UnitKind.Rate, 1e9),
        new("MiB/s", UnitKind.Rate, 1024 * 1024),
        new("page/s", UnitKind.Rate, Page),
        new("/s", UnitKind.Frequency, 1),
    ];

    // What the names of columns and metrics end with, the longer ends first.
    private static readonly (string End, string Unit)[] Ends =
    [
        ("_pages_per_s", "page/s"),
        ("_percent", "%"),
        ("_pages", "page"),
        ("_bytes", "B"),
        ("_mib", "MiB"),
        ("_bps", "bit/s"),
        ("_us", "us"),
        ("_ms", "ms"),
        ("_s", "s"),
    ];

    /// <summary>Gets the names of all units.</summary>
    public static string KnownNames =>
        string.Join(", ", All.Where(unit => unit.Name.Length > 0).Select(unit => unit.Name));

    /// <summary>Finds a unit by its name; null if there is no such.</summary>
    public static MeasureUnit? Find(string name) => All.FirstOrDefault(unit => unit.Name == name);

    /// <summary>
    /// Gets the unit in which the values under a name are kept, by its end: <c>total_ms</c> has
    /// milliseconds; null if the end says nothing.
    /// </summary>
    public static MeasureUnit? OfName(string name)
    {
        string? unit = Ends.FirstOrDefault(end =>
            name.EndsWith(end.End, StringComparison.Ordinal)
        ).Unit;
        return unit is null ? null : Find(unit);
    }

    /// <summary>Reads a number with its unit, as in <c>85 MB/s</c>; null if it is none.</summary>
    public static (double Value, MeasureUnit Unit)? Parse(string text)
    {
        string trimmed = text.Trim();
        int end = trimmed.LastIndexOfAny([.. "0123456789."]) + 1;
        return
            Find(trimmed[end..].Trim()) is { } unit
            && double.TryParse(
                trimmed[..end],
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double number
            )
            && double.IsFinite(number)
            ? (number * unit.Factor, unit)
            : null;
    }

    /// <summary>Writes a value of basic units in this unit, with six digits.</summary>
    public string Write(double value)
    {
        string number = (value / Factor).ToString("G6", CultureInfo.InvariantCulture);
        return Name.Length is 0 || Name == "1" ? number : $"{number} {Name}";
    }
}
