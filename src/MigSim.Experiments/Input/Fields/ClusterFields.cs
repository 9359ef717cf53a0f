using MigSim.Clustering;
using MigSim.Experiments.Input.Quantities;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a cluster manager: its times and the delays of its own scripts.</summary>
internal static class ClusterFields
{
    public static readonly Field<TimeSpan> KeepAlive = Field.Sourced(
        "keepalive",
        Kinds.PositiveDuration,
        "Time between two beats of a member."
    );

    public static readonly Field<TimeSpan> WarnTime = Field.Sourced(
        "warntime",
        Kinds.PositiveDuration,
        "After how long a beat is called late."
    );

    public static readonly Field<TimeSpan> DeadTime = Field.Sourced(
        "deadtime",
        Kinds.PositiveDuration,
        "After how long a silent member is declared dead."
    );

    public static readonly Field<TimeSpan> InitDead = Field.Sourced(
        "initdead",
        Kinds.PositiveDuration,
        "Time to declare dead a member that was never heard of."
    );

    public static readonly Field<NetworkName> Network = Field.Optional(
        "network",
        new ChoiceKind<NetworkName>(
            "clusterNetwork",
            "a network for the beats",
            [("heartbeat", NetworkName.Heartbeat), ("lan", NetworkName.Lan)]
        ),
        NetworkName.Heartbeat,
        "The network that carries the beats: 'heartbeat', or the 'lan' that migrations fill; heartbeat if absent."
    );

    public static readonly Field<TakeoverOrder> Order = Field.Optional(
        "order",
        new ChoiceKind<TakeoverOrder>(
            "takeoverOrder",
            "an order of machines",
            [("one-by-one", TakeoverOrder.OneByOne), ("all-at-once", TakeoverOrder.AllAtOnce)]
        ),
        TakeoverOrder.OneByOne,
        "How a member gives up and takes over several machines; one-by-one, as Heartbeat does, if absent."
    );

    public static readonly Field<TimeSpan> BeforeRelease = Field.Constant(
        "before_release",
        Kinds.Duration,
        "Time from the command to stop to the first resource's stop."
    );

    public static readonly Field<TimeSpan> BetweenResources = Field.Constant(
        "between_resources",
        Kinds.Duration,
        "Time between the end of one resource's script and the next one's start."
    );

    public static readonly Field<TimeSpan> AfterRelease = Field.Constant(
        "after_release",
        Kinds.Duration,
        "Time from the end of the last stop to the shutdown notice."
    );

    public static readonly Field<TimeSpan> BeforeTakeover = Field.Constant(
        "before_takeover",
        Kinds.Duration,
        "Time from a notice or a death to the first resource's status."
    );

    public static readonly Field<TimeSpan> BeforeStart = Field.Constant(
        "before_start",
        Kinds.Duration,
        "Time from a resource's status to its start."
    );

    public static readonly Field Delays = Field.Section(
        "delays",
        new ObjectShape(
            "delays",
            [BeforeRelease, BetweenResources, AfterRelease, BeforeTakeover, BeforeStart]
        ),
        "How long the daemon's own scripts take around the resource scripts."
    );

    public static readonly ObjectShape Cluster = new(
        "cluster",
        [KeepAlive, WarnTime, DeadTime, InitDead, Network, Order, Delays]
    );
}
