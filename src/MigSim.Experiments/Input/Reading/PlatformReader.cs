using System.Collections.Immutable;
using System.Net;
using MigSim.Experiments.Input.Fields;
using MigSim.Units;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Reads a platform and checks that its parts fit together.</summary>
internal sealed class PlatformReader
{
    private readonly Sheet _sheet;
    private readonly MapReader _platform;
    private readonly Dictionary<string, (DataRate Bandwidth, TimeSpan Latency)> _networks = [];
    private readonly List<NetworkDescription> _descriptions = [];
    private readonly List<HostDescription> _hosts = [];
    private readonly List<LinkDescription> _links = [];

    private PlatformReader(Sheet sheet, MapReader platform)
    {
        _sheet = sheet;
        _platform = platform;
    }

    public static Platform Read(Sheet sheet, MapReader platform)
    {
        var reader = new PlatformReader(sheet, platform);
        reader.ReadNetworks();
        reader.ReadHosts();
        return new Platform(
            platform.FileName ?? "platform",
            [.. reader._hosts],
            [.. reader._descriptions],
            [.. reader._links]
        );
    }

    private void ReadNetworks()
    {
        MapReader networks = _platform.Open(PlatformFields.Networks);
        foreach ((string name, MapReader network) in networks.OpenOthers())
        {
            if (PlatformFields.Host.Find(name) is not null)
            {
                string problem = $"a network cannot be called '{name}', which is a field of hosts";
                _sheet.ReportName(network.Path, $"'{name}'", null, problem);
            }

            _networks.Add(
                name,
                (network.Get(PlatformFields.Bandwidth), network.Get(PlatformFields.Latency))
            );
            _descriptions.Add(
                new NetworkDescription(
                    new NetworkName(name),
                    network.Get(PlatformFields.ForwardingDelay),
                    network.Get(PlatformFields.PortQueue)
                )
                {
                    Loss = OwnOr(0, network, PlatformFields.Loss),
                }
            );
        }

        string lan = NetworkName.Lan.Value;
        if (_sheet.IsGood(networks.Path) && !_networks.ContainsKey(lan))
        {
            string problem = $"missing network '{lan}'";
            _sheet.Report(networks.Path, $"a network '{lan}'", "none", null, problem);
        }
    }

    private void ReadHosts()
    {
        TimeSpan stackDelay = _platform.Get(PlatformFields.StackDelay);
        MapReader hosts = _platform.Open(PlatformFields.Hosts);
        foreach ((string name, MapReader host) in hosts.OpenOthers())
        {
            ImmutableArray<LinkDescription> links = [.. ReadLinks(new HostName(name), host)];
            _links.AddRange(links);
            LinkDescription? lan = links.FirstOrDefault(link => link.Network == NetworkName.Lan);
            if (lan is null && _sheet.IsGood(host.Path))
            {
                string problem = $"missing field '{NetworkName.Lan}' in host {name}";
                _sheet.Report(host.Path, "an address on the LAN", "none", null, problem);
            }

            _hosts.Add(
                new HostDescription(
                    new HostName(name),
                    host.Get(PlatformFields.Processors),
                    host.Get(PlatformFields.Memory),
                    lan?.Address ?? IPAddress.None,
                    OwnOr(stackDelay, host, PlatformFields.HostStackDelay)
                )
            );
        }

        ReportRepeatedAddresses();
    }

    private IEnumerable<LinkDescription> ReadLinks(HostName host, MapReader reader)
    {
        foreach ((string name, MapReader link) in reader.OpenOthers())
        {
            if (!_networks.TryGetValue(name, out (DataRate Bandwidth, TimeSpan Latency) all))
            {
                IEnumerable<string> valid = _networks.Keys.Concat(
                    PlatformFields.Host.Fields.Select(field => field.Name)
                );
                string problem = $"unknown field or network '{name}' in host {host}";
                string? nearest = Nearest.Of(name, valid);
                _sheet.ReportName(link.Path, $"'{name}'", nearest, problem);
                continue;
            }

            var networkName = new NetworkName(name);
            yield return new LinkDescription(
                LinkName.Of(host, networkName),
                host,
                networkName,
                OwnOr(all.Bandwidth, link, PlatformFields.LinkBandwidth),
                OwnOr(all.Latency, link, PlatformFields.LinkLatency),
                link.Get(PlatformFields.Address)
            );
        }
    }

    /// <summary>Reads what a link says, or what its network says of all links.</summary>
    private static T OwnOr<T>(T all, MapReader link, Field<T> own) =>
        link.Has(own) ? link.Get(own) : all;

    private void ReportRepeatedAddresses()
    {
        var owners = new Dictionary<IPAddress, LinkDescription>();
        foreach (LinkDescription link in _links)
        {
            string path =
                $"{_platform.PathOf(PlatformFields.Hosts.Name)}.{link.Host}.{link.Network}"
                + $".{PlatformFields.Address.Name}";
            if (_sheet.IsGood(path) && !owners.TryAdd(link.Address, link))
            {
                LinkDescription owner = owners[link.Address];
                string problem =
                    $"the address {link.Address} is used twice: by host {owner.Host} on "
                    + $"{owner.Network} and by host {link.Host} on {link.Network}";
                _sheet.Report(path, "an address of its own", $"'{link.Address}'", null, problem);
            }
        }
    }
}
