namespace MigSim.Lab.Parsing;

/// <summary>The states of a node that <c>cl_status nodestatus</c> knows.</summary>
public enum HeartbeatNodeStatus
{
    /// <summary>Not heard of yet.</summary>
    Init,

    /// <summary>Heard of, but not all links are known yet.</summary>
    Up,

    /// <summary>Takes part.</summary>
    Active,

    /// <summary>Answers pings only: a ping node.</summary>
    Ping,

    /// <summary>Not heard of for longer than <c>deadtime</c>, or left.</summary>
    Dead,
}
