using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MigSim.Clustering;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;

namespace MigSim.Lab.Heartbeat;

/// <summary>The three files that Heartbeat reads on one member.</summary>
/// <remarks>
/// <para>
/// <c>haresources</c> was made for two members: whoever outlives another one takes all groups of the
/// dead member that its own file names, so with three members and one common file a machine would be
/// started twice. Therefore a member's file names only what is at home there and what it inherits;
/// Heartbeat does not compare the files. Its log says "Both machines own our resources!" all the same.
/// </para>
/// <para>
/// Messages are protected against accidents (<c>crc</c>), not against attackers: the heartbeat network
/// is a network of its own. So there is no secret to be kept.
/// </para>
/// </remarks>
/// <param name="HaCf">The file <c>ha.cf</c>.</param>
/// <param name="AuthKeys">The file <c>authkeys</c>, which only root may read.</param>
/// <param name="HaResources">The file <c>haresources</c>.</param>
public sealed record HeartbeatConfiguration(string HaCf, string AuthKeys, string HaResources)
{
    private const int Port = 694;

    /// <summary>Writes the files of one member.</summary>
    /// <exception cref="LabException">A name means something to Heartbeat or to a shell.</exception>
    public static HeartbeatConfiguration Create(
        HostName member,
        HeartbeatPlace place,
        HeartbeatOptions options,
        ImmutableArray<ClusterResource> resources
    )
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(options);
        return new(
            HaCfOf(member, place, options),
            "auth 1\n1 crc\n",
            string.Concat(
                resources
                    .Where(resource => member == resource.Home || member == resource.Heir)
                    .Select(resource => $"{Plain(resource.Home)} {Plain(resource.Vm)}\n")
            )
        );
    }

    private static string HaCfOf(HostName member, HeartbeatPlace place, HeartbeatOptions options)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"logfile {place.Log}\n")
            .Append("logfacility none\n")
            .Append(CultureInfo.InvariantCulture, $"keepalive {Milliseconds(options.KeepAlive)}\n")
            .Append(CultureInfo.InvariantCulture, $"warntime {Milliseconds(options.WarnTime)}\n")
            .Append(CultureInfo.InvariantCulture, $"deadtime {Milliseconds(options.DeadTime)}\n")
            .Append(CultureInfo.InvariantCulture, $"initdead {Milliseconds(options.InitDead)}\n")
            .Append(CultureInfo.InvariantCulture, $"udpport {Port}\n");
        foreach ((HostName peer, string address) in place.Addresses)
        {
            if (peer != member)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"ucast {Plain(place.Interface)} {Address(address)}\n"
                );
            }
        }

        text.Append("auto_failback off\nrealtime on\ncrm no\ndebug 0\n");
        foreach (HostName peer in place.Addresses.Keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"node {Plain(peer)}\n");
        }

        return text.ToString();
    }

    private static string Plain<T>(T name)
        where T : notnull => PlainName.Require(name.ToString()!);

    private static string Address(string address) =>
        System.Net.IPAddress.TryParse(address, out System.Net.IPAddress? parsed)
            ? parsed.ToString()
            : throw new LabException($"'{address}' is no address of a member.");

    // Heartbeat counts whole milliseconds.
    private static string Milliseconds(TimeSpan time) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Max(1, Math.Round(time.TotalMilliseconds)):0}ms"
        );
}
