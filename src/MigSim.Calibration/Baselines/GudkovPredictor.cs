using MigSim.Models.Memory;

namespace MigSim.Calibration.Baselines;

/// <summary>
/// The method of A. Gudkov (qemu-devel, April 2023): every round is sent completely, and the last one is
/// the first that fits into the allowed downtime.
/// </summary>
/// <remarks>
/// Its dirty memory is a sample of pages watched for several periods, joined by straight lines. A page
/// takes 4104 bytes in the stream and a zero page 8.
/// </remarks>
public static class GudkovPredictor
{
    private const double PageBytes = 4104;
    private const double ZeroPageBytes = 8;
    private const int RoundsMax = 10_000;

    /// <summary>Predicts the time of a migration.</summary>
    /// <param name="pages">Pages with content.</param>
    /// <param name="zeroPages">Pages of zeros.</param>
    /// <param name="bytesPerSecond">The bandwidth, above 0.</param>
    /// <param name="downtimeLimit">The allowed downtime in seconds; infinity if any will do.</param>
    /// <param name="curve">How memory is written.</param>
    /// <returns>The time in seconds; null if the rounds do not become short enough.</returns>
    public static double? TotalSeconds(
        double pages,
        double zeroPages,
        double bytesPerSecond,
        double downtimeLimit,
        IDirtyCurve curve
    )
    {
        double round = ((pages * PageBytes) + (zeroPages * ZeroPageBytes)) / bytesPerSecond;
        double total = round;
        for (int count = 0; count < RoundsMax && round > downtimeLimit; count++)
        {
            double dirtied = Math.Min(pages, curve.UniquePages(0, round));
            double next = dirtied * PageBytes / bytesPerSecond;
            if (next >= round)
            {
                return null;
            }

            round = next;
            total += round;
        }

        return round <= downtimeLimit ? total : null;
    }
}
