using System.Text.Json;
using System.Text.Json.Serialization;
using MigSim.Agent.Hosts;
using MigSim.Clustering;

namespace MigSim.Agent;

/// <summary>The commands about the members' datagrams.</summary>
internal static class Datagrams
{
    /// <summary>Prints what arrives, a line of JSON each, until it is ended.</summary>
    public static async Task<int> ListenAsync(AgentHost host, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (
                ClusterMessage message in host.Messaging.ReceiveAsync(host.Self, cancellationToken)
            )
            {
                var heard = new HeardDatagram(
                    host.UnixSeconds,
                    message.Source.Value,
                    message.Topic,
                    message.Text
                );
                Console.Out.WriteLine(
                    JsonSerializer.Serialize(heard, HeardJson.Default.HeardDatagram)
                );
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        return 0;
    }

    /// <summary>Sends one to the other members.</summary>
    public static void Send(AgentHost host, string topic, string text) =>
        host.Messaging.Broadcast(new(host.Self, topic, text));
}

/// <summary>A datagram that arrived.</summary>
internal sealed record HeardDatagram(decimal UnixSeconds, string Source, string Topic, string Text);

/// <summary>Writes them without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HeardDatagram))]
internal sealed partial class HeardJson : JsonSerializerContext;
