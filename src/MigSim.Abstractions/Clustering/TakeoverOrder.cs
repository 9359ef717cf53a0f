namespace MigSim.Clustering;

/// <summary>In which order a member calls the resource scripts of several machines.</summary>
public enum TakeoverOrder
{
    /// <summary>The next one when the last one has ended, as Heartbeat does.</summary>
    OneByOne,

    /// <summary>All at the same time.</summary>
    AllAtOnce,
}
