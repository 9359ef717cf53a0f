namespace MigSim.Clustering;

/// <summary>The exit codes of an LSB init script, as Heartbeat reads them.</summary>
public enum ScriptExit
{
    /// <summary>Done; of <c>status</c>: running.</summary>
    Success = 0,

    /// <summary>Failed.</summary>
    GenericError = 1,

    /// <summary>Of <c>status</c>: not running.</summary>
    NotRunning = 3,
}
