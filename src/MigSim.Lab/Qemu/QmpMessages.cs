using System.Text;
using System.Text.Json;
using MigSim.Lab.Parsing;

namespace MigSim.Lab.Qemu;

/// <summary>Cuts the bytes that come from QEMU into messages: one JSON object a line.</summary>
internal sealed class QmpMessages
{
    private const int LengthMax = 4 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    private byte[] _bytes = new byte[8192];
    private int _begin;
    private int _end;

    /// <summary>Gets room for what comes next.</summary>
    public Memory<byte> Room()
    {
        if (_begin > 0)
        {
            _bytes.AsSpan(_begin, _end - _begin).CopyTo(_bytes);
            (_begin, _end) = (0, _end - _begin);
        }

        if (_end == _bytes.Length)
        {
            if (_bytes.Length >= LengthMax)
            {
                throw new QmpException($"QEMU sent a message of more than {LengthMax} bytes.");
            }

            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>Notes that the room was filled with so many bytes.</summary>
    public void Filled(int count) => _end += count;

    /// <summary>Takes the next message; null if it is not there in full.</summary>
    /// <exception cref="QmpException">It is no JSON object.</exception>
    public JsonElement? Take()
    {
        int length = _bytes.AsSpan(_begin, _end - _begin).IndexOf((byte)'\n');
        if (length < 0)
        {
            return null;
        }

        ReadOnlyMemory<byte> line = _bytes.AsMemory(_begin, length);
        _begin += length + 1;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Unexpected(line.Span, "an object");
        }
        catch (JsonException)
        {
            throw Unexpected(line.Span, "JSON");
        }
    }

    /// <summary>Reads a time stamp of an event.</summary>
    public static QmpEvent Event(JsonElement message)
    {
        if (
            message.TryGetProperty("event", out JsonElement name)
            && name.ValueKind == JsonValueKind.String
            && message.TryGetProperty("timestamp", out JsonElement stamp)
            && stamp.ValueKind == JsonValueKind.Object
            && Number(stamp, "seconds", 1L << 36) is { } seconds
            && Number(stamp, "microseconds", 999_999) is { } microseconds
        )
        {
            var at = new TimeSpan(
                (seconds * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond)
            );
            message.TryGetProperty("data", out JsonElement data);
            return new(name.GetString()!, at, data);
        }

        throw Unexpected(message, "an event with a time stamp");
    }

    /// <summary>Makes the error for a message that does not belong here.</summary>
    public static QmpException Unexpected(JsonElement message, string expected) =>
        Unexpected(Encoding.UTF8.GetBytes(message.GetRawText()), expected);

    private static QmpException Unexpected(ReadOnlySpan<byte> line, string expected) =>
        new(new TranscriptException("QMP", 1, Encoding.UTF8.GetString(line), expected).Message);

    private static long? Number(JsonElement element, string name, long maximum) =>
        element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long number)
        && number >= 0
        && number <= maximum
            ? number
            : null;
}
