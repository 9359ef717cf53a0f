using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace MigSim.Lab.Qemu;

/// <summary>
/// The connection on which the source gives a machine away: one line there, one line back.
/// </summary>
/// <remarks>
/// QEMU alone cannot exclude that both ends run the machine: a source whose connection breaks at the last
/// moment goes on, while the target may have all it needs. So the target waits, with all of the memory
/// there, until the source has said on this connection that it will never run the machine again.
/// </remarks>
internal sealed class HandOverLink : IDisposable
{
    private const int LineLengthMax = 1024;

    private readonly Socket _socket;
    private readonly List<byte> _read = [];

    private HandOverLink(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
    }

    /// <summary>Listens at the target.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static Socket Listen(IPEndPoint place)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(place);
            socket.Listen(1);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    public static async Task<HandOverLink> AcceptAsync(
        Socket listener,
        CancellationToken cancellationToken
    ) => new(await listener.AcceptAsync(cancellationToken));

    public static async Task<HandOverLink> ConnectAsync(
        IPEndPoint place,
        CancellationToken cancellationToken
    )
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(place, cancellationToken);
            return new(socket);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a word; it has left, but need not have arrived, when this returns.</summary>
    public async Task SendAsync(HandOverWord word, CancellationToken cancellationToken)
    {
        string line = JsonSerializer.Serialize(word, QemuJson.Default.HandOverWord) + "\n";
        ReadOnlyMemory<byte> rest = Encoding.UTF8.GetBytes(line);
        while (rest.Length > 0)
        {
            rest = rest[await _socket.SendAsync(rest, cancellationToken)..];
        }
    }

    /// <summary>Reads a word; null if the other end has left without one.</summary>
    public async Task<HandOverWord?> ReadAsync(CancellationToken cancellationToken)
    {
        byte[] some = new byte[LineLengthMax];
        while (_read.Count <= LineLengthMax)
        {
            int end = _read.IndexOf((byte)'\n');
            if (end >= 0)
            {
                return Parse(Encoding.UTF8.GetString([.. _read[..end]]));
            }

            int count;
            try
            {
                count = await _socket.ReceiveAsync(some, cancellationToken);
            }
            catch (SocketException)
            {
                return null;
            }

            if (count == 0)
            {
                return null;
            }

            _read.AddRange(some[..count]);
        }

        return null;
    }

    public void Dispose() => _socket.Dispose();

    private static HandOverWord? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, QemuJson.Default.HandOverWord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
