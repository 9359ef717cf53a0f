using System.Net;
using MigSim.Units;

namespace MigSim.Experiments.Input.Quantities;

/// <summary>What the single values of a scenario may be.</summary>
internal static class Kinds
{
    private const decimal HourNanoseconds = 3.6e12m;
    private const decimal PebiBytes = 1L << 50;

    /// <summary>A time, 0 or more; the clock counts in 100 ns.</summary>
    public static readonly Kind<TimeSpan> Duration = new QuantityKind<TimeSpan>(
        "duration",
        "a duration such as '10 ms'",
        UnitFamily.Durations,
        new Bounds(0, true, 10_000 * HourNanoseconds, "10000 h") { Resolution = 100 },
        false,
        ToTimeSpan
    );

    /// <summary>A time above 0.</summary>
    public static readonly Kind<TimeSpan> PositiveDuration = new QuantityKind<TimeSpan>(
        "positiveDuration",
        "a duration above 0 such as '10 ms'",
        UnitFamily.Durations,
        new Bounds(100, true, 10_000 * HourNanoseconds, "10000 h"),
        false,
        ToTimeSpan
    );

    /// <summary>An amount of data above 0.</summary>
    public static readonly Kind<DataSize> Size = new QuantityKind<DataSize>(
        "dataSize",
        "a data size above 0 such as '128 MiB'",
        UnitFamily.Sizes,
        new Bounds(1, true, PebiBytes, "1048576 GiB"),
        true,
        bytes => DataSize.FromBytes((long)bytes)
    );

    /// <summary>A rate of data above 0.</summary>
    public static readonly Kind<DataRate> Rate = new QuantityKind<DataRate>(
        "dataRate",
        "a data rate above 0 such as '1 Gbit/s'",
        UnitFamily.Rates,
        new Bounds(0, false, 1e15m, "1000000 Gbit/s"),
        false,
        bits => DataRate.FromBitsPerSecond((double)bits)
    );

    /// <summary>How often something happens, as a number per second.</summary>
    public static readonly Kind<double> Frequency = new QuantityKind<double>(
        "frequency",
        "a frequency such as '5.4 /s'",
        UnitFamily.Frequencies,
        new Bounds(0, true, 3600e9m, "1e9 /s"),
        false,
        perHour => (double)(perHour / 3600)
    );

    /// <summary>A number without a unit, of either sign.</summary>
    public static readonly Kind<double> Number = Plain("number", "a number such as '1.3'", -1e15m);

    /// <summary>A number without a unit, 0 or more.</summary>
    public static readonly Kind<double> Amount = Plain(
        "amount",
        "a number, 0 or more, such as '0.05'",
        0
    );

    /// <summary>A share, from 0 to a half.</summary>
    public static readonly Kind<double> Share = new QuantityKind<double>(
        "share",
        "a share such as '0.01'",
        UnitFamily.None,
        new Bounds(0, true, 0.5m, "0.5"),
        false,
        value => (double)value
    );

    /// <summary>A number of processors.</summary>
    public static readonly Kind<int> Processors = Whole(
        "processors",
        "a number of processors such as '2'",
        1,
        1024
    );

    /// <summary>A small number of times, 0 or more.</summary>
    public static readonly Kind<int> Turns = Whole("turns", "a number such as '2'", 0, 100);

    /// <summary>A number of requests.</summary>
    public static readonly Kind<int> Count = Whole(
        "count",
        "a count, 1 or more, such as '3000'",
        1,
        10_000_000
    );

    /// <summary>A number of values of a range.</summary>
    public static readonly Kind<int> Steps = Whole(
        "steps",
        "a number of values, 2 or more, such as '7'",
        2,
        1_000_000
    );

    /// <summary>A number of samples.</summary>
    public static readonly Kind<int> Samples = Whole(
        "samples",
        "a number of samples, 2 or more, such as '256'",
        2,
        1_000_000
    );

    /// <summary>The seed of random numbers.</summary>
    public static readonly Kind<int> Seed = Whole(
        "seed",
        "a seed, 0 or more, such as '1'",
        0,
        int.MaxValue
    );

    /// <summary>How sure one wants to be.</summary>
    public static readonly Kind<double> Confidence = Percent(
        "confidence",
        "a confidence above 50 % and below 100 %, such as '95 %'",
        50,
        99.999m
    );

    /// <summary>How close to an edge a search ends.</summary>
    public static readonly Kind<double> Resolution = Percent(
        "resolution",
        "a resolution from 0.1 % to 50 %, such as '2 %'",
        0.0999m,
        50
    );

    /// <summary>How narrow an interval is, as a share of the mean or in a metric's unit.</summary>
    public static readonly Kind<string> Width = new TextKind<string>(
        "width",
        "half an interval's width above 0, as a share such as '5 %' or in the metric's unit such as '2'",
        @"^(?=[0-9.]*[1-9])([0-9]{1,12}(\.[0-9]{1,12})?|\.[0-9]{1,12})\s*%?\z",
        "5 %",
        text => text
    );

    /// <summary>A number of 4 KiB pages.</summary>
    public static readonly Kind<int> Pages = Whole(
        "pages",
        "a number of 4 KiB pages such as '308'",
        0,
        int.MaxValue
    );

    /// <summary>A name that is safe in a shell and as a file's name.</summary>
    public static readonly Kind<string> Name = new TextKind<string>(
        "name",
        "a name of lower-case letters, digits and dashes such as 'node0'",
        @"^[a-z0-9][a-z0-9-]{0,31}\z",
        "",
        text => text
    );

    /// <summary>Any text on one line.</summary>
    public static readonly Kind<string> Text = new TextKind<string>(
        "text",
        "a text",
        @"^[^\r\n]*\S[^\r\n]*\z",
        "",
        text => text
    );

    /// <summary>A TCP port.</summary>
    public static readonly Kind<int> Port = Whole("port", "a port such as '22'", 1, 65_535);

    /// <summary>An absolute path on another host.</summary>
    public static readonly Kind<string> RemotePath = new TextKind<string>(
        "remotePath",
        "an absolute path such as '/etc/xen/x0.cfg'",
        @"^/[^\r\n\0]*\z",
        "",
        text => text
    );

    /// <summary>An IPv4 address.</summary>
    public static readonly Kind<IPAddress> Address = new TextKind<IPAddress>(
        "address",
        "an IPv4 address such as '192.168.1.10'",
        @"^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}\z",
        IPAddress.None,
        text => IPAddress.TryParse(text, out IPAddress? address) ? address : null
    );

    private static TimeSpan ToTimeSpan(decimal nanoseconds) =>
        TimeSpan.FromTicks((long)decimal.Round(nanoseconds / 100));

    private static QuantityKind<double> Plain(string name, string expected, decimal min) =>
        new(
            name,
            expected,
            UnitFamily.None,
            new Bounds(min, true, 1e15m, "1e15"),
            false,
            value => (double)value
        );

    private static QuantityKind<double> Percent(
        string name,
        string expected,
        decimal above,
        decimal max
    ) =>
        new(
            name,
            expected,
            UnitFamily.Percents,
            new Bounds(above, false, max, $"{max} %"),
            false,
            percent => (double)(percent / 100)
        );

    private static QuantityKind<int> Whole(string name, string expected, int min, int max) =>
        new(
            name,
            expected,
            UnitFamily.None,
            new Bounds(min, true, max, $"{max}"),
            true,
            value => (int)value
        );
}
