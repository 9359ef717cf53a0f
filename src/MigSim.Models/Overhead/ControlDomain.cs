namespace MigSim.Models.Overhead;

/// <summary>
/// What a guest's packet waits in the control domain, which all of them pass and which also copies
/// the memory of machines that move.
/// </summary>
/// <remarks>
/// Model card: <c>models/cards/hypervisor-overhead.md</c>. Packets go before copying, but
/// copying holds a processor for a while before it lets go: a packet that finds all processors
/// copying waits for the rest of that while (the residual time of M/G/1 with priorities).
/// </remarks>
public static class ControlDomain
{
    /// <summary>Gets how long one turn has to wait, in seconds.</summary>
    /// <param name="copying">Processors busy with copying, on average.</param>
    /// <param name="aftermath">Processors busy with what restored machines left behind.</param>
    /// <param name="processors">The control domain's processors.</param>
    /// <param name="holdSeconds">For how long copying holds a processor.</param>
    /// <param name="draw">
    /// A random number from 0 to 1. Below the busy share it finds copying, and the ratio of both
    /// is the share of the hold that is left.
    /// </param>
    /// <remarks>
    /// What is left behind comes in pieces much smaller than a hold, so a packet meets its mean.
    /// </remarks>
    public static double TurnWait(
        double copying,
        double aftermath,
        int processors,
        double holdSeconds,
        double draw
    )
    {
        double wait = BusyShare(aftermath, processors) * holdSeconds / 2;
        double busy = BusyShare(copying, processors);
        return draw < busy ? wait + (draw / busy * holdSeconds) : wait;
    }

    /// <summary>Gets how fast guests run beside copying; 1 is full speed.</summary>
    /// <remarks>
    /// They get what copying leaves, and at least what a fair scheduler with equal weights gives to each
    /// of them and to the control domain.
    /// </remarks>
    /// <param name="processors">The host's processors.</param>
    /// <param name="copying">Processors busy with copying, on average.</param>
    /// <param name="wanted">Processors that the guests would keep busy.</param>
    /// <param name="guests">How many guests run.</param>
    public static double GuestSpeed(int processors, double copying, double wanted, int guests)
    {
        double fair = (double)processors * guests / (guests + 1);
        double left = Math.Max(processors - copying, fair);
        return wanted <= left ? 1 : left / wanted;
    }

    /// <summary>Gets the probability that no processor is free.</summary>
    public static double BusyShare(double busy, int processors)
    {
        double share = Math.Clamp(busy / processors, 0, 1);
        return processors == 1 ? share : Math.Pow(share, processors);
    }
}
