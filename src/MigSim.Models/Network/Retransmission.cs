namespace MigSim.Models.Network;

/// <summary>When TCP sends a segment again that was not answered.</summary>
/// <remarks>
/// RFC 6298: one second for a connection that has measured nothing yet, doubled each time. Linux
/// waits at least 200 ms once it has (TCP_RTO_MIN), and round trips of a LAN are shorter.
/// </remarks>
public static class Retransmission
{
    private const double Initial = 1;
    private const double Measured = 0.2;
    private const double Max = 120;

    /// <summary>Gets the wait after a segment was sent, in seconds.</summary>
    /// <param name="isConnected">Whether the connection was made.</param>
    /// <param name="tries">How often the segment was sent, at least 1.</param>
    public static double Wait(bool isConnected, int tries) =>
        Math.Min((isConnected ? Measured : Initial) * Math.Pow(2, tries - 1), Max);
}
