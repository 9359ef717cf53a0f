using MigSim.Models.Network;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;

namespace MigSim.Simulation.Virtualization;

/// <summary>The few words that two hypervisors exchange over the LAN.</summary>
/// <remarks>A word that is lost is sent again, as TCP does.</remarks>
internal sealed class SimControlChannel(SimNetwork network, Time.RunClock clock) : IMessageReceiver
{
    private const int WordBytes = 1 + 20 + 12;

    // Linux's smallest retransmission time-out.
    private static readonly TimeSpan RetransmitAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends a word and waits for the answer.</summary>
    public async Task RoundTripAsync(
        SimHost first,
        SimHost second,
        CancellationToken cancellationToken
    )
    {
        await OneWayAsync(first, second, cancellationToken);
        await OneWayAsync(second, first, cancellationToken);
    }

    /// <summary>Sends a word and returns when it has arrived or one of the hosts is down.</summary>
    public async Task OneWayAsync(
        SimHost source,
        SimHost target,
        CancellationToken cancellationToken
    )
    {
        while (source.IsUp && target.IsUp)
        {
            using CancellationTokenSource deadline = clock.CreateDeadline(RetransmitAfter);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(
                deadline.Token,
                cancellationToken
            );
            if (await ArrivesAsync(source, target, either.Token))
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    void IMessageReceiver.Receive(SimMessage message)
    {
        ((TaskCompletionSource<bool>)message.Content!).TrySetResult(true);
        network.Release(message);
    }

    private async Task<bool> ArrivesAsync(SimHost source, SimHost target, CancellationToken lost)
    {
        var arrived = new TaskCompletionSource<bool>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        SimMessage message = network.Rent();
        message.Network = NetworkName.Lan;
        message.SourceHost = source;
        message.TargetHost = target;
        message.WireBytes = Framing.DatagramOnWire(WordBytes);
        message.Header = new PacketHeader(
            PacketHeader.Tcp,
            PacketHeader.MigrationPort,
            PacketHeader.MigrationPort,
            WordBytes,
            PacketHeader.Push | PacketHeader.Acknowledge
        );
        message.Receiver = this;
        message.Content = arrived;
        network.Send(message);

        // Not WaitAsync: on such a source it continues on the thread pool.
        using CancellationTokenRegistration registration = lost.Register(() =>
            arrived.TrySetResult(false)
        );
        return await arrived.Task;
    }
}
