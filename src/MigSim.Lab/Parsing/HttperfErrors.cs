namespace MigSim.Lab.Parsing;

/// <summary>Failed calls by cause, as httperf counts them.</summary>
/// <param name="Total">All of them.</param>
/// <param name="ClientTimeouts">No answer within the time-out.</param>
/// <param name="SocketTimeouts">The socket's own time-out.</param>
/// <param name="ConnectionsRefused">The server refused.</param>
/// <param name="ConnectionsReset">The server reset.</param>
/// <param name="DescriptorsUnavailable">
/// The client had too many files open: the load was not offered.
/// </param>
/// <param name="AddressesUnavailable">The client had no port left.</param>
/// <param name="FileTableFull">The client's system had too many files open.</param>
/// <param name="Other">Other causes.</param>
public sealed record HttperfErrors(
    int Total,
    int ClientTimeouts,
    int SocketTimeouts,
    int ConnectionsRefused,
    int ConnectionsReset,
    int DescriptorsUnavailable,
    int AddressesUnavailable,
    int FileTableFull,
    int Other
);
