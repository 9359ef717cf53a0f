namespace MigSim.Failover;

/// <summary>Which resource script the cluster calls.</summary>
public enum FailoverScript
{
    /// <summary>The paper's changed script: the machine runs on and is migrated live.</summary>
    LiveMigrate,

    /// <summary>Heartbeat's own way: stop the machine here, start it there.</summary>
    StopStart,
}
