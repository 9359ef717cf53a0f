namespace MigSim.Measurement;

/// <summary>Failed connections by cause, as httperf counts them.</summary>
/// <param name="ClientTimeouts">The client gave up waiting.</param>
/// <param name="SocketTimeouts">The client's system gave up.</param>
/// <param name="ConnectionsRefused">Nobody listened.</param>
/// <param name="ConnectionsReset">The server forgot or closed the connection.</param>
/// <param name="Other">The client lacked what it needs, or another cause.</param>
public sealed record LoadErrors(
    int ClientTimeouts,
    int SocketTimeouts,
    int ConnectionsRefused,
    int ConnectionsReset,
    int Other
)
{
    /// <summary>Gets all of them.</summary>
    public int Total =>
        ClientTimeouts + SocketTimeouts + ConnectionsRefused + ConnectionsReset + Other;
}
