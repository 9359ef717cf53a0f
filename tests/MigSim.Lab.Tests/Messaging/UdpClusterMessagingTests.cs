using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MigSim.Clustering;
using MigSim.Lab.Messaging;
using MigSim.Lab.Tests.Shell;
using MigSim.Time;

namespace MigSim.Lab.Tests.Messaging;

public sealed class UdpClusterMessagingTests
{
    private static readonly HostName[] Hosts = [new("node0"), new("node1"), new("node2")];

    // Loopback has more than one address.
    private static readonly ImmutableSortedDictionary<HostName, IPAddress> Addresses =
        Hosts.ToImmutableSortedDictionary(
            host => host,
            host => IPAddress.Parse($"127.0.0.2{host.Value[^1]}")
        );

    [Fact]
    public void Broadcast_OthersListen_ReachesThemAndNotTheSender() =>
        ShellTest.Run(
            async (clock, token) =>
            {
                int port = SshServer.FreePort();
                var heard = new List<(HostName, ClusterMessage)>();
                await using var scope = new TaskScope(clock, token);
                foreach (HostName host in Hosts)
                {
                    _ = scope.Start(
                        $"listening at {host}",
                        stop => ListenAsync(host, port, heard, stop)
                    );
                }

                var message = new ClusterMessage(Hosts[0], "topic", "what it \"says\"");
                var sender = new UdpClusterMessaging(Hosts[0], Addresses, port);
                using (var noise = new UdpClient())
                {
                    noise.Send([1, 2, 3], new IPEndPoint(Addresses[Hosts[1]], port));
                    noise.Send("{}"u8, new IPEndPoint(Addresses[Hosts[1]], port));
                }

                sender.Broadcast(message);
                while (heard.Count < 2)
                {
                    await clock.DelayAsync(TimeSpan.FromMilliseconds(5), token);
                }

                await clock.DelayAsync(TimeSpan.FromMilliseconds(50), token);
                Assert.Equal(
                    [(Hosts[1], message), (Hosts[2], message)],
                    heard.OrderBy(one => one.Item1)
                );
            }
        );

    [Fact]
    public void Broadcast_TooLong_Throws() =>
        Assert.Throws<ArgumentException>(() =>
            new UdpClusterMessaging(Hosts[0], Addresses, 4694).Broadcast(
                new(Hosts[0], "topic", new string('x', 1500))
            )
        );

    private static async Task ListenAsync(
        HostName host,
        int port,
        List<(HostName, ClusterMessage)> heard,
        CancellationToken token
    )
    {
        var messaging = new UdpClusterMessaging(host, Addresses, port);
        await foreach (ClusterMessage message in messaging.ReceiveAsync(host, token))
        {
            heard.Add((host, message));
        }
    }
}
