using System.Collections.Immutable;
using System.Globalization;
using MigSim.Units;

namespace MigSim.Lab.Faults;

/// <summary>The words of <c>tc</c> that give a device the bit rate and the queue of a link.</summary>
public static class LinkShaping
{
    // A few frames, for slow links; of fast ones, what a millisecond carries.
    private const long BurstMin = 16_000;

    private static readonly TimeSpan BurstTime = TimeSpan.FromMilliseconds(1);

    /// <summary>Gets the queue of a cheap gigabit switch's port: 128 KiB.</summary>
    public static DataSize DefaultQueue { get; } = DataSize.FromKibibytes(128);

    /// <summary>Gets a token bucket with a queue in front of it.</summary>
    public static ImmutableArray<string> TokenBucket(DataRate bandwidth, DataSize queue)
    {
        double burst = Math.Max(BurstMin, bandwidth.BytesPerSecond * BurstTime.TotalSeconds);
        return
        [
            "tbf",
            "rate",
            Text($"{bandwidth.BitsPerSecond:0}bit"),
            "burst",
            Text($"{burst:0}b"),
            "limit",
            Text($"{queue.Bytes}b"),
        ];
    }

    private static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);
}
