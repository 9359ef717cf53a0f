namespace MigSim.Measurement;

/// <summary>Why a connection failed.</summary>
public enum LoadFailure
{
    /// <summary>The client gave up waiting.</summary>
    ClientTimeout,

    /// <summary>Nobody listened.</summary>
    ConnectionRefused,

    /// <summary>The server forgot or closed the connection.</summary>
    ConnectionReset,
}
