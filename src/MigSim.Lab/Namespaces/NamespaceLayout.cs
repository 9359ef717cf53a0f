using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MigSim.Lab.Faults;
using MigSim.Lab.Lifecycle;
using MigSim.Units;

namespace MigSim.Lab.Namespaces;

/// <summary>What everything in the lab is called and where its files are.</summary>
internal sealed partial class NamespaceLayout
{
    private const int LabelLengthMax = 20;

    // Of a switch port; the kernel allows 15 characters.
    private const int HostsMax = 200;

    public NamespaceLayout(LabPlace place, Platform platform)
    {
        Root = Path.Combine(Path.GetFullPath(place.StateDirectory), "testbed");
        Platform = platform;
        Storage =
            platform.SharedStorage
            ?? throw new LabException(
                $"The platform {platform.Name} has no host outside of the cluster, "
                    + "which would keep the disks and send the probe."
            );
        Members = platform.Members;
        Check();

        // Two labs may have the same name: their files are never the same.
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)));
        string label = NotPlain().Replace(place.Name, "-");
        label = label.Length > LabelLengthMax ? label[..LabelLengthMax] : label;
        Prefix = $"migsim-{label}-{digest[..6]}";
        Hosts = [.. platform.Hosts.Select(host => host.Name)];
        Links =
        [
            .. Hosts.SelectMany(
                (host, number) =>
                    platform
                        .Links.Where(link => link.Host == host)
                        .Select((link, card) => Link(link, number, card))
            ),
        ];
    }

    /// <summary>Gets the bridge on a member's card of the LAN, to which guests are attached.</summary>
    public static string GuestBridge => "br0";

    public Platform Platform { get; }

    public string Root { get; }

    public string Prefix { get; }

    public HostName Storage { get; }

    public ImmutableArray<HostName> Members { get; }

    public ImmutableArray<HostName> Hosts { get; }

    public ImmutableArray<NamespaceLink> Links { get; }

    /// <summary>Gets the file that exists while things may be made.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>Gets the file that tells that the lab is complete, and what it was made of.</summary>
    public string Complete => Path.Combine(Root, "complete");

    /// <summary>Gets the directory of the first processes' numbers.</summary>
    public string ProcessDirectory => Path.Combine(Root, "boot");

    // A dot cannot be in the name of a host.
    public string SwitchNamespace => $"{Prefix}.switch";

    /// <summary>Gets what the lab is made of, to be compared.</summary>
    public string Description =>
        string.Join('\n', Links.Select(link => link.Shaping.Append(link.ToString())).Select(Join));

    /// <summary>Gets all network namespaces.</summary>
    public IEnumerable<string> Namespaces => Hosts.Select(Namespace).Prepend(SwitchNamespace);

    /// <summary>Gets the text of <c>/etc/hosts</c>.</summary>
    public string HostsFile =>
        string.Concat(
            HostsAndAddresses
                .Chunk(2)
                .Select(pair => $"{pair[1]} {pair[0]}\n")
                .Prepend("127.0.0.1 localhost\n")
        );

    /// <summary>Gets each host and its address on the LAN.</summary>
    public IEnumerable<string> HostsAndAddresses =>
        Hosts.SelectMany(host => new[] { host.Value, LinkOf(host, NetworkName.Lan).Address });

    /// <summary>Gets the arguments of <see cref="NamespaceScripts.Network"/> after the first two.</summary>
    public IEnumerable<string> NetworkParts =>
        [
            .. Platform.Networks.SelectMany(network =>
                new[] { "network", NetworkBridge(network.Name) }
            ),
            .. Hosts.SelectMany(host => new[] { "host", Namespace(host) }),
            .. Links.SelectMany(link =>
                new[]
                {
                    "link",
                    link.Port,
                    NetworkBridge(link.Network),
                    Namespace(link.Host),
                    link.Card,
                    link.HardwareAddress,
                    link.Shaping[2],
                    link.Shaping[4],
                    link.Shaping[6],
                    link.Address,
                    link.Bridge ?? "-",
                }
            ),
        ];

    public string Namespace(HostName host) => $"{Prefix}-{host}";

    public string ProcessFile(HostName host) => Path.Combine(ProcessDirectory, $"{host}.pid");

    public string NetworkBridge(NetworkName network) =>
        $"n{Platform.Networks.Select(n => n.Name).ToList().IndexOf(network)}";

    /// <summary>Gets a host's link to a network.</summary>
    public NamespaceLink LinkOf(HostName host, NetworkName network) =>
        Links.First(link => link.Host == host && link.Network == network);

    private static string Join(IEnumerable<string> words) => string.Join(' ', words);

    private NamespaceLink Link(LinkDescription link, int host, int card)
    {
        DataSize queue = Platform.Networks.First(n => n.Name == link.Network).PortQueue;
        bool hasGuests = link.Network == NetworkName.Lan && Members.Contains(link.Host);
        return new(
            link.Name,
            link.Host,
            link.Network,
            Port: Text($"p{host}e{card}"),
            Card: Text($"eth{card}"),
            HardwareAddress: Text($"02:4d:53:00:{host:x2}:{card:x2}"),
            Address: link.Address.ToString(),
            Bridge: hasGuests ? GuestBridge : null,
            Shaping: LinkShaping.TokenBucket(link.Bandwidth, queue)
        );
    }

    private static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);

    private void Check()
    {
        if (Platform.Hosts.Length > HostsMax)
        {
            throw new LabException($"At most {HostsMax} hosts can be namespaces of one machine.");
        }

        foreach (HostDescription host in Platform.Hosts)
        {
            if (!HostNames().IsMatch(host.Name.Value))
            {
                throw new LabException(
                    $"'{host.Name}' cannot be a host's name: small letters, digits and hyphens can."
                );
            }

            if (!Platform.Links.Any(l => (l.Host, l.Network) == (host.Name, NetworkName.Lan)))
            {
                throw new LabException($"{host.Name} has no link to the network lan.");
            }
        }
    }

    [GeneratedRegex("[^a-zA-Z0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex NotPlain();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostNames();
}
