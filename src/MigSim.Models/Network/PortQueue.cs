namespace MigSim.Models.Network;

/// <summary>What a small message waits at a port that also carries bulk transfers.</summary>
/// <remarks>Model card: <c>models/cards/gigabit-link.md</c>.</remarks>
public static class PortQueue
{
    /// <summary>Gets the mean wait, in seconds.</summary>
    /// <param name="utilization">The share of the port's bit rate that bulk transfers use, 0 to 1.</param>
    /// <param name="frameSeconds">How long the port takes for one full frame.</param>
    /// <param name="standingSeconds">
    /// How long the port takes for all that the transfers' windows can hold in its queue.
    /// </param>
    /// <remarks>
    /// Frames of competing transfers arrive irregularly: M/D/1, ρ/(2(1-ρ)) frames wait. It grows
    /// beyond all bounds as the port saturates, but no more can wait than the senders' windows
    /// allow: from there on it is a standing queue.
    /// </remarks>
    public static double MeanWait(double utilization, double frameSeconds, double standingSeconds)
    {
        if (utilization >= 1)
        {
            return standingSeconds;
        }

        double irregular = utilization / (2 * (1 - utilization)) * frameSeconds;
        return Math.Min(irregular, standingSeconds);
    }
}
