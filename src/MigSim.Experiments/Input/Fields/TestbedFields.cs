using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Testbeds;
using MigSim.Units;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a testbed file.</summary>
internal static class TestbedFields
{
    public static readonly Field<TestbedKind> Kind = Field.Required(
        "kind",
        new ChoiceKind<TestbedKind>(
            "testbedKind",
            "a kind of testbed",
            [
                ("namespaces", TestbedKind.Namespaces),
                ("xen-nested", TestbedKind.XenNested),
                ("ssh", TestbedKind.Ssh),
            ]
        ),
        "What the lab is made of."
    );

    public static readonly Field Platform = Field.Section(
        "platform",
        new FileShape(PlatformFields.Platform),
        "Hosts, networks and links; every scenario that runs here gets them."
    );

    public static readonly Field<LabHypervisor> Hypervisor = Field.Optional(
        "hypervisor",
        new ChoiceKind<LabHypervisor>(
            "labHypervisor",
            "a hypervisor",
            [("qemu", LabHypervisor.Qemu), ("xl", LabHypervisor.Xl)]
        ),
        LabHypervisor.Xl,
        "What runs the machines of physical hosts; xl if absent."
    );

    public static readonly Field<TimeSpan> TimeLimit = Field.Optional(
        "time_limit",
        Kinds.PositiveDuration,
        TimeSpan.FromMinutes(10),
        "After how long a run is broken off and healed; 10 min if absent."
    );

    public static readonly Field<TimeSpan> ProbeAfter = Field.Optional(
        "probe_after",
        Kinds.Duration,
        TimeSpan.FromSeconds(9),
        "How long the probe goes on after the machine runs on its new host; 9 s if absent."
    );

    public static readonly Field<DataSize> NodeMemory = Field.Optional(
        "node_memory",
        Kinds.Size,
        DataSize.FromMebibytes(1280),
        "The memory of a nested Xen host; 1280 MiB if absent."
    );

    public static readonly Field<string> User = Field.Optional(
        "user",
        Kinds.Text,
        "",
        "The user on every host; what ssh's configuration says if absent."
    );

    public static readonly Field<string> IdentityFile = Field.Optional(
        "identity_file",
        Kinds.Text,
        "",
        "The private key; what ssh's configuration says if absent."
    );

    public static readonly Field<string> SshAddress = Field.Required(
        "address",
        Kinds.Text,
        "The host's address or name for ssh."
    );

    public static readonly Field<int> Port = Field.Optional(
        "port",
        Kinds.Port,
        0,
        "Its port; 22 or what ssh's configuration says if absent."
    );

    public static readonly Field SshHosts = Field.OptionalSection(
        "hosts",
        new ObjectShape("hosts", [])
        {
            Others = new ObjectShape("host", [SshAddress, Port]) { Shorthand = SshAddress },
        },
        "Hosts that ssh reaches otherwise than at their address on the LAN."
    );

    public static readonly Field Ssh = Field.OptionalSection(
        "ssh",
        new ObjectShape("ssh", [User, IdentityFile, SshHosts]),
        "How the hosts are reached."
    );

    public static readonly Field XlConfigurations = Field.OptionalSection(
        "xl_configurations",
        new ObjectShape("xl_configurations", [])
        {
            Others = new LeafShape<string>(Kinds.RemotePath, Sourcing.None),
        },
        "The path of each machine's xl configuration, the same on every member."
    );

    public static readonly Field<string> Fence = Field.Optional(
        "fence",
        Kinds.Text,
        "",
        "The command on the members that powers a host off and returns once that is certain; "
            + "{host} stands for its name. Without it, a silent host is never taken for dead."
    );

    public static readonly Field<string> Interface = Field.Required(
        "interface",
        Kinds.Text,
        "The network card of Heartbeat's messages on the members."
    );

    public static readonly Field<string> Program = Field.Optional(
        "program",
        Kinds.RemotePath,
        "",
        "Heartbeat's daemon on the members; where Debian has it if absent."
    );

    public static readonly Field Heartbeat = Field.OptionalSection(
        "heartbeat",
        new ObjectShape("heartbeat", [Interface, Program]),
        "Where Heartbeat is."
    );

    public static readonly Field<string> StateDirectory = Field.Optional(
        "state_directory",
        Kinds.RemotePath,
        "",
        "The directory of saved machines, on storage that all members share; without it, "
            + "save-restore is not possible."
    );

    public static readonly Field Set = Field.OptionalSection(
        "set",
        new ObjectShape("set", []),
        "Values to put into every scenario that runs here, by dotted path, as --set does."
    );

    public static readonly ObjectShape Testbed = new(
        "the testbed",
        [
            Kind,
            Platform,
            Hypervisor,
            TimeLimit,
            ProbeAfter,
            NodeMemory,
            Ssh,
            XlConfigurations,
            Fence,
            Heartbeat,
            StateDirectory,
            Set,
        ]
    );
}
