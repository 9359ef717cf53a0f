using System.Collections.Immutable;
using System.Globalization;
using MigSim.Lab.Lifecycle;
using MigSim.Units;

namespace MigSim.Lab.XenNested;

/// <summary>The names, places and addresses of all parts of a nested Xen lab.</summary>
/// <remarks>
/// One network namespace holds the lab's two switches and the QEMU processes; it is the storage host
/// as well. Nothing of the machine's own network is touched.
/// </remarks>
internal sealed class NestedLayout
{
    public const int PrefixLength = 24;

    private const int PowerPort = 4100;
    private const int NodesMin = 2;
    private const int NodesMax = 3;

    // With ".l" it is the name of a network card, which has at most 15 characters.
    private const int NodeNameLengthMax = 13;

    private readonly XenNestedOptions _options;

    public NestedLayout(XenNestedOptions options)
    {
        _options = options;
        Platform platform = options.Platform;
        ImmutableArray<HostName> members = platform.Members;
        Storage =
            platform.SharedStorage
            ?? throw new ArgumentException($"The platform {platform.Name} has no storage host.");
        if (members.Length is < NodesMin or > NodesMax)
        {
            throw new ArgumentException(
                $"A nested Xen lab has {NodesMin} or {NodesMax} members, not {members.Length}."
            );
        }

        Name = NestedWord.Check(options.Place.Name, "lab");
        Directory = NestedWord.CheckPath(Path.Combine(options.Place.StateDirectory, "nodes"));
        NestedWord.CheckPath(options.Place.CacheDirectory);
        StorageAddress = Address(Storage, NetworkName.Lan);
        Nodes =
        [
            .. members.Select(
                (host, index) =>
                    new NestedNode(
                        new(NestedWord.Check(host.Value, "host", NodeNameLengthMax)),
                        index,
                        Address(host, NetworkName.Lan),
                        Address(host, NetworkName.Heartbeat)
                    )
            ),
        ];
    }

    public string Name { get; }

    public string Namespace => $"migsim-{Name}";

    public HostName Storage { get; }

    public string StorageAddress { get; }

    public ImmutableArray<NestedNode> Nodes { get; }

    /// <summary>Gets the directory of all files that only this lab has.</summary>
    public string Directory { get; }

    /// <summary>Gets a directory with a short name for the sockets of ssh.</summary>
    public string SocketDirectory => $"/run/{Namespace}";

    public string KeyFile => $"{Directory}/keys/user";

    public string KnownHostsFile => $"{Directory}/keys/known_hosts";

    public string Console(NestedNode node) => $"{Directory}/{node.Host}.console";

    public NestedNode Node(HostName host) =>
        Nodes.FirstOrDefault(node => node.Host == host)
        ?? throw new ArgumentException($"The lab {Name} has no node {host}.", nameof(host));

    /// <summary>Gets what tells a node's QEMU, in its command line, from all others.</summary>
    public string ProcessName(NestedNode node) => $"{Namespace}.{node.Host}";

    public string Port(NestedNode node) =>
        (PowerPort + node.Index).ToString(CultureInfo.InvariantCulture);

    /// <summary>Gets the words about each node that the nodes' first file system needs.</summary>
    public IEnumerable<string> OverlayWords() =>
        Nodes.SelectMany(node => new[] { node.Host.Value, node.Lan, StorageAddress, Port(node) });

    /// <summary>Gets the options with which ssh reaches a node.</summary>
    public ImmutableArray<string> SshOptions(string image) =>
        [
            $"ProxyCommand=ip netns exec {Namespace} {image}/carry %h %p",
            $"UserKnownHostsFile={KnownHostsFile}",
            "GlobalKnownHostsFile=/dev/null",
            "StrictHostKeyChecking=yes",
            "IdentitiesOnly=yes",
            "LogLevel=ERROR",
        ];

    /// <summary>Gets the words of QEMU for a node; it goes into the background when it has begun.</summary>
    /// <remarks>
    /// The processor has neither SMAP nor AVX nor RDTSCP: under software emulation Linux as control
    /// domain dies with the first, programs fail strangely with the second, and a guest hangs with
    /// the third. Nested paging is needed for PVH guests, whose dirty pages Xen finds with it.
    /// </remarks>
    public IReadOnlyList<string> QemuWords(NestedNode node, string image) =>
        [
            "qemu-system-x86_64",
            .. ("-name " + ProcessName(node)).Split(' '),
            .. "-accel tcg,thread=multi -smp 1 -nodefaults -no-user-config -no-reboot".Split(' '),
            "-cpu",
            "qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+aes,+pclmulqdq,+svm,+npt",
            "-m",
            Mebibytes(_options.NodeMemory),
            "-display",
            "none",
            "-kernel",
            $"{image}/xen",
            "-append",
            HypervisorLine(),
            "-initrd",
            $"{image}/vmlinuz {KernelLine(node)},{Directory}/node.cpio",
            .. Card(node, "lan", "l", 0),
            .. Card(node, "heartbeat", "h", 1),
            "-virtfs",
            $"local,path={Directory}/shared,mount_tag=shared,security_model=none,multidevs=remap",
            "-serial",
            $"file:{Console(node)}",
            "-monitor",
            $"tcp:{StorageAddress}:{Port(node)},server=on,wait=off",
            "-daemonize",
        ];

    private static IEnumerable<string> Card(
        NestedNode node,
        string network,
        string port,
        int number
    ) =>
        [
            "-netdev",
            $"tap,id={network},ifname={node.Host}.{port},script=no,downscript=no",
            "-device",
            string.Create(
                CultureInfo.InvariantCulture,
                $"virtio-net-pci,netdev={network},mac=52:54:00:4d:{number:x2}:{node.Index:x2},romfile="
            ),
        ];

    private static string Mebibytes(DataSize size) =>
        (size.Bytes >> 20).ToString(CultureInfo.InvariantCulture);

    // Mitigations of real processors' flaws cost an emulated one much time, and protect nobody here.
    private string HypervisorLine()
    {
        string memory = Mebibytes(_options.ControlDomainMemory) + "M";
        return $"console=com1 com1=115200,8n1 dom0_mem={memory},max:{memory} dom0_max_vcpus=1 "
            + "spec-ctrl=no,eager-fpu noreboot";
    }

    private static string KernelLine(NestedNode node) =>
        "console=hvc0 panic=5 clocksource=xen mitigations=off "
        + $"node={node.Host} lan={node.Lan}/{PrefixLength} heartbeat={node.Heartbeat}/{PrefixLength}";

    private string Address(HostName host, NetworkName network) =>
        _options
            .Platform.Links.FirstOrDefault(link => link.Host == host && link.Network == network)
            ?.Address.ToString()
        ?? throw new ArgumentException($"{host} has no address on the network {network}.");
}
