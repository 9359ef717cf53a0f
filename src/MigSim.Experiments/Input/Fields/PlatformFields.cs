using System.Net;
using MigSim.Experiments.Input.Quantities;
using MigSim.Units;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a platform: hosts, networks and the links between them.</summary>
internal static class PlatformFields
{
    public static readonly Field<DataRate> Bandwidth = Field.Sourced(
        "bandwidth",
        Kinds.Rate,
        "Bit rate of each link of the network, each direction, framing included."
    );

    public static readonly Field<TimeSpan> Latency = Field.Constant(
        "latency",
        Kinds.Duration,
        "Propagation delay of each link of the network, one way."
    );

    public static readonly Field<TimeSpan> ForwardingDelay = Field.Constant(
        "forwarding_delay",
        Kinds.Duration,
        "Time of the switch from the last bit in to the first bit out of an idle port."
    );

    public static readonly Field<DataSize> PortQueue = Field.Constant(
        "port_queue",
        Kinds.Size,
        "What one output port of the switch can hold before it drops."
    );

    public static readonly Field<double> Loss = Field.Constant(
        "loss",
        Kinds.Share,
        "Share of packets that get lost on their way; 0 if absent.",
        isRequired: false
    );

    public static readonly ObjectShape Network = new(
        "network",
        [Bandwidth, Latency, ForwardingDelay, PortQueue, Loss]
    );

    public static readonly Field Networks = Field.Section(
        "networks",
        new ObjectShape("networks", []) { Others = Network },
        "The networks by name, each one switch; 'lan' carries clients, migrations and storage, "
            + "'heartbeat' the messages of the cluster."
    );

    public static readonly Field<IPAddress> Address = Field.Required(
        "address",
        Kinds.Address,
        "The host's address on the network."
    );

    public static readonly Field<DataRate> LinkBandwidth = new(
        "bandwidth",
        new LeafShape<DataRate>(Kinds.Rate, Sourcing.Allowed),
        false,
        Kinds.Rate.Fallback,
        "Bit rate of this link if it differs from the network's."
    );

    public static readonly Field<TimeSpan> LinkLatency = Field.Constant(
        "latency",
        Kinds.Duration,
        "Propagation delay of this link if it differs from the network's.",
        isRequired: false
    );

    public static readonly ObjectShape Link = new("link", [Address, LinkBandwidth, LinkLatency])
    {
        Shorthand = Address,
    };

    public static readonly Field<int> Processors = Field.Required(
        "processors",
        Kinds.Processors,
        "Number of processor cores."
    );

    public static readonly Field<DataSize> Memory = Field.Required(
        "memory",
        Kinds.Size,
        "Memory of the host."
    );

    public static readonly Field<TimeSpan> HostStackDelay = Field.Constant(
        "stack_delay",
        Kinds.Duration,
        "Delay of this host's network card and protocol stack if it differs from the others'.",
        isRequired: false
    );

    /// <summary>
    /// A host; under the name of a network stands its address there, or its link.
    /// </summary>
    public static readonly ObjectShape Host = new("host", [Processors, Memory, HostStackDelay])
    {
        Others = Link,
    };

    public static readonly Field Hosts = Field.Section(
        "hosts",
        new ObjectShape("hosts", []) { Others = Host },
        "The physical machines by name."
    );

    public static readonly Field<TimeSpan> StackDelay = Field.Constant(
        "stack_delay",
        Kinds.Duration,
        "Time one packet spends in a host's network card, driver and protocol stack, each way."
    );

    public static readonly ObjectShape Platform = new("platform", [StackDelay, Networks, Hosts]);
}
