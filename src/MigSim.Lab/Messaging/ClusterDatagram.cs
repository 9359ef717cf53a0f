using System.Text.Json;
using System.Text.Json.Serialization;
using MigSim.Clustering;

namespace MigSim.Lab.Messaging;

/// <summary>A <see cref="ClusterMessage"/> as it is on the wire: one object of JSON in a datagram.</summary>
internal sealed record ClusterDatagram(string Source, string Topic, string Text)
{
    /// <summary>The most that fits in a datagram of an Ethernet with IPv4 without being cut up.</summary>
    public const int LengthMax = 1472;

    /// <summary>Writes a message.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public static byte[] Write(ClusterMessage message)
    {
        var datagram = new ClusterDatagram(message.Source.Value, message.Topic, message.Text);
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(
            datagram,
            DatagramJson.Default.ClusterDatagram
        );
        return bytes.Length <= LengthMax
            ? bytes
            : throw new ArgumentException(
                $"The message has {bytes.Length} bytes, at most {LengthMax} are allowed.",
                nameof(message)
            );
    }

    /// <summary>Reads a message; null if it is something else, as anybody can send anything.</summary>
    public static ClusterMessage? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return
                JsonSerializer.Deserialize(bytes, DatagramJson.Default.ClusterDatagram)
                    is { Source: not null, Topic: not null, Text: not null } datagram
                ? new(new(datagram.Source), datagram.Topic, datagram.Text)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Reads and writes datagrams without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClusterDatagram))]
internal sealed partial class DatagramJson : JsonSerializerContext;
