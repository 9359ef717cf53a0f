namespace MigSim.Models.Network;

/// <summary>The rate of one TCP connection on a long path.</summary>
/// <remarks>
/// Model card: <c>models/cards/wan.md</c>. Without loss a connection sends one window in each round trip.
/// With loss it follows the formula of J. Padhye et al. (SIGCOMM 1998) for Reno with delayed
/// acknowledgements, which for little loss is M. Mathis's 1/√p law.
/// </remarks>
public static class TcpLaw
{
    // A delayed acknowledgement stands for two segments.
    private const double SegmentsPerAcknowledgement = 2;

    // RFC 6298 and Linux: at least 200 ms, and about two round trips and a half.
    private const double TimeoutMin = 0.2;
    private const double TimeoutRoundTrips = 2.5;

    /// <summary>Gets the rate in bytes per second.</summary>
    /// <param name="linkRate">What the links allow, in bytes per second, above 0.</param>
    /// <param name="roundTrip">The time of a round trip, in seconds, 0 or more.</param>
    /// <param name="loss">The share of segments that is lost, from 0 to below 1.</param>
    /// <param name="window">The largest window, in bytes, above 0; infinity if none is.</param>
    public static double Rate(double linkRate, double roundTrip, double loss, double window)
    {
        if (roundTrip <= 0)
        {
            return linkRate;
        }

        double byWindow = Math.Min(linkRate, window / roundTrip);
        return loss <= 0 ? byWindow : Math.Min(byWindow, RateWithLoss(roundTrip, loss));
    }

    private static double RateWithLoss(double roundTrip, double loss)
    {
        double timeout = Math.Max(TimeoutMin, TimeoutRoundTrips * roundTrip);
        double root = Math.Sqrt(2 * SegmentsPerAcknowledgement * loss / 3);
        double timeouts =
            Math.Min(1, 3 * Math.Sqrt(3 * SegmentsPerAcknowledgement * loss / 8))
            * loss
            * (1 + (32 * loss * loss));
        return Framing.SegmentBytes / ((roundTrip * root) + (timeout * timeouts));
    }
}
