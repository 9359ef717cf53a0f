using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MigSim.Time;

namespace MigSim.Lab.Qemu;

/// <summary>Speaks QMP, the protocol of QEMU's monitor, over a unix socket.</summary>
/// <remarks>
/// QEMU serves one client of a socket at a time; the next one waits for its greeting. Events that
/// come while an answer or the greeting is waited for are kept for <see cref="NextEventAsync"/>:
/// where a client has gone just before, QEMU may send the next one an event first.
/// </remarks>
internal sealed class QmpClient : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectInterval = TimeSpan.FromMilliseconds(20);

    private readonly RunClock _clock;
    private readonly Socket _socket;
    private readonly QmpMessages _messages = new();
    private readonly Queue<QmpEvent> _events = new();
    private int _lastId;

    private QmpClient(RunClock clock, Socket socket)
    {
        _clock = clock;
        _socket = socket;
    }

    /// <summary>Connects and makes the monitor ready for commands.</summary>
    /// <exception cref="QmpException">Nobody answers there within the patience, or not in QMP.</exception>
    public static async Task<QmpClient> ConnectAsync(
        RunClock clock,
        string path,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource deadline = clock.CreateDeadline(patience);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            deadline.Token
        );
        QmpClient? client = null;
        try
        {
            client = new QmpClient(clock, await OpenAsync(clock, path, both.Token));
            JsonElement greeting = await client.ReadOtherThanEventAsync(both.Token);
            if (!greeting.TryGetProperty("QMP", out _))
            {
                throw QmpMessages.Unexpected(greeting, "the greeting of QMP");
            }

            await client.ExecuteAsync("qmp_capabilities", null, both.Token);
            return client;
        }
        catch (Exception exception)
        {
            if (client is not null)
            {
                await client.DisposeAsync();
            }

            if (
                exception is OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
            {
                throw new QmpException(
                    $"{path}: no greeting within {patience.TotalSeconds:0.#} s.",
                    innerException: exception
                );
            }

            throw;
        }
    }

    /// <summary>Has a command carried out and gets what it returns.</summary>
    /// <exception cref="QmpException">It was refused, or the connection is of no use any more.</exception>
    public async Task<JsonElement> ExecuteAsync(
        string command,
        JsonObject? arguments,
        CancellationToken cancellationToken
    )
    {
        int id = ++_lastId;
        var message = new JsonObject { ["execute"] = command, ["id"] = id };
        if (arguments is not null)
        {
            message["arguments"] = arguments;
        }

        using CancellationTokenSource deadline = _clock.CreateDeadline(AnswerTimeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            deadline.Token
        );
        try
        {
            await SendAsync(message.ToJsonString() + "\n", both.Token);
            return await AnswerAsync(command, id, both.Token);
        }
        catch (OperationCanceledException exception)
            when (!cancellationToken.IsCancellationRequested)
        {
            throw new QmpException(
                $"QEMU did not answer {command} within {AnswerTimeout.TotalSeconds} s.",
                innerException: exception
            );
        }
    }

    /// <summary>Gets the next event; null if none comes within the patience.</summary>
    /// <exception cref="QmpException">The connection is of no use any more.</exception>
    public async Task<QmpEvent?> NextEventAsync(
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        if (_events.TryDequeue(out QmpEvent? known))
        {
            return known;
        }

        using CancellationTokenSource deadline = _clock.CreateDeadline(patience);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            deadline.Token
        );
        try
        {
            while (true)
            {
                JsonElement message = await ReadAsync(both.Token);
                if (message.TryGetProperty("event", out _))
                {
                    return QmpMessages.Event(message);
                }

                // Else it is the answer to a command whose caller has gone.
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<Socket> OpenAsync(
        RunClock clock,
        string path,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var socket = new Socket(
                AddressFamily.Unix,
                SocketType.Stream,
                ProtocolType.Unspecified
            );
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return socket;
            }
            catch (SocketException exception)
                when (exception.SocketErrorCode
                        is SocketError.AddressNotAvailable
                            or SocketError.ConnectionRefused
                            or SocketError.WouldBlock
                )
            {
                // Not there yet, or others are waiting in its queue.
                socket.Dispose();
                await clock.DelayAsync(ConnectInterval, cancellationToken);
            }
            catch (Exception exception)
            {
                socket.Dispose();
                throw exception is SocketException
                    ? new QmpException($"{path}: {exception.Message}", innerException: exception)
                    : exception;
            }
        }
    }

    private async Task<JsonElement> AnswerAsync(
        string command,
        int id,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            JsonElement message = await ReadOtherThanEventAsync(cancellationToken);
            if (message.TryGetProperty("error", out JsonElement error))
            {
                // An error without a number is about what could not be read: our own command.
                if (!message.TryGetProperty("id", out _) || IsFor(message, id))
                {
                    throw new QmpException($"{command}: {Describe(error)}", isRefusal: true);
                }
            }
            else if (!message.TryGetProperty("return", out JsonElement result))
            {
                throw QmpMessages.Unexpected(message, $"an answer to {command}");
            }
            else if (IsFor(message, id))
            {
                return result;
            }
        }
    }

    private async Task<JsonElement> ReadOtherThanEventAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            JsonElement message = await ReadAsync(cancellationToken);
            if (!message.TryGetProperty("event", out _))
            {
                return message;
            }

            _events.Enqueue(QmpMessages.Event(message));
        }
    }

    private static bool IsFor(JsonElement message, int id) =>
        message.TryGetProperty("id", out JsonElement found)
        && found.ValueKind == JsonValueKind.Number
        && found.TryGetInt32(out int number)
        && number == id;

    private static string Describe(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object
        && error.TryGetProperty("desc", out JsonElement text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : error.GetRawText();

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> rest = Encoding.UTF8.GetBytes(text);
        try
        {
            while (rest.Length > 0)
            {
                rest = rest[await _socket.SendAsync(rest, cancellationToken)..];
            }
        }
        catch (SocketException exception)
        {
            throw Lost(exception);
        }
    }

    private async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_messages.Take() is { } message)
            {
                return message;
            }

            int count;
            try
            {
                count = await _socket.ReceiveAsync(_messages.Room(), cancellationToken);
            }
            catch (SocketException exception)
            {
                throw Lost(exception);
            }

            if (count == 0)
            {
                throw Lost(null);
            }

            _messages.Filled(count);
        }
    }

    private static QmpException Lost(SocketException? cause) =>
        new("QEMU closed the connection: it has ended.", innerException: cause);
}
