using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using MigSim.Clustering;

namespace MigSim.Lab.Messaging;

/// <summary>Datagrams between members, over UDP.</summary>
/// <remarks>
/// Whoever can reach the port can send one: they are news, never orders. A member that cannot be reached
/// misses it.
/// </remarks>
/// <param name="self">The member that sends.</param>
/// <param name="addresses">Where the members read.</param>
/// <param name="port">The port at which they do.</param>
public sealed class UdpClusterMessaging(
    HostName self,
    ImmutableSortedDictionary<HostName, IPAddress> addresses,
    int port
) : IClusterMessaging
{
    private const int DatagramLengthMax = 65_536;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is too long for one datagram.</exception>
    public void Broadcast(ClusterMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        byte[] bytes = ClusterDatagram.Write(message);
        foreach ((HostName member, IPAddress address) in addresses)
        {
            if (member == self)
            {
                continue;
            }

            try
            {
                using var socket = new Socket(
                    address.AddressFamily,
                    SocketType.Dgram,
                    ProtocolType.Udp
                );
                socket.Blocking = false;
                socket.SendTo(bytes, new IPEndPoint(address, port));
            }
            catch (SocketException)
            {
                // No way there just now: it is lost, as any datagram may be.
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The member must be this host; what is no message is passed over.</remarks>
    public async IAsyncEnumerable<ClusterMessage> ReceiveAsync(
        HostName member,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (!addresses.TryGetValue(member, out IPAddress? address))
        {
            throw new ArgumentException($"No address of {member} is known.", nameof(member));
        }

        using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(address, port));
        byte[] bytes = new byte[DatagramLengthMax];
        while (true)
        {
            int length = await socket.ReceiveAsync(bytes, cancellationToken);
            if (ClusterDatagram.Read(bytes.AsSpan(0, length)) is { } message)
            {
                yield return message;
            }
        }
    }
}
