namespace MigSim.Lab.Parsing;

/// <summary>A closed set of meanings of a line of the ha-log; match on the nested types.</summary>
public abstract record HaLogEvent
{
    private HaLogEvent() { }

    /// <summary>Heartbeat declared a node dead; also some seconds after a controlled stop.</summary>
    public sealed record NodeDead(string Node) : HaLogEvent;

    /// <summary>A node told its state: <c>up</c>, <c>active</c>, …</summary>
    public sealed record NodeStatus(string Node, string Status) : HaLogEvent;

    /// <summary>This node's own state.</summary>
    public sealed record LocalStatus(string Status) : HaLogEvent;

    /// <summary>A heartbeat came later than <c>warntime</c>.</summary>
    public sealed record LateHeartbeat(string Node, TimeSpan Interval) : HaLogEvent;

    /// <summary>A link to a node came up.</summary>
    public sealed record LinkUp(string Node, string Device) : HaLogEvent;

    /// <summary>A link to a node is dead.</summary>
    public sealed record LinkDead(string Node, string Device) : HaLogEvent;

    /// <summary>Another node said that it leaves.</summary>
    public sealed record ShutdownNotice(string Node) : HaLogEvent;

    /// <summary>This node began to leave.</summary>
    public sealed record ShutdownBegan : HaLogEvent;

    /// <summary>This node has left.</summary>
    public sealed record ShutdownComplete : HaLogEvent;

    /// <summary>This node gave up all its resources.</summary>
    public sealed record ResourcesRelinquished : HaLogEvent;

    /// <summary>This node began to take over the resources of another one.</summary>
    public sealed record TakeoverBegan(string Node) : HaLogEvent;

    /// <summary>This node took over the resources of another one.</summary>
    public sealed record TakeoverComplete(string Node) : HaLogEvent;

    /// <summary>A resource group of a node is being taken.</summary>
    public sealed record GroupAcquiring(string Node, string Resources) : HaLogEvent;

    /// <summary>A resource group of a node is being given up.</summary>
    public sealed record GroupReleasing(string Node, string Resources) : HaLogEvent;

    /// <summary>A resource script is being called.</summary>
    /// <param name="Resource">The resource: the script's name, and its arguments if it has any.</param>
    /// <param name="Verb"><c>start</c>, <c>stop</c> or <c>status</c>.</param>
    public sealed record ScriptCalled(string Resource, string Verb) : HaLogEvent;

    /// <summary>Two nodes own the same resources; with three nodes also without harm.</summary>
    public sealed record BothOwn : HaLogEvent;

    /// <summary>Anything else.</summary>
    public sealed record Other : HaLogEvent;
}
