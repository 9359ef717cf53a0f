using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Models.Network;
using MigSim.Simulation.Network;

namespace MigSim.Simulation.Web;

/// <summary>One connection of a load, both ends of it: opened, some requests, closed.</summary>
/// <remarks>
/// Each end sends again what got no answer, as TCP does: the client its opening and its requests,
/// the server its replies. That a segment arrived is known to the other end at once; what an
/// acknowledgement takes on the wire is left out.
/// </remarks>
internal sealed class HttpConnection(
    SimulationLoop loop,
    WebEndpoints ends,
    LoadSpec spec,
    Action<HttpConnection> ended
) : IMessageReceiver
{
    private readonly SimTime _startedAt = loop.Now;
    private SimTime _requestedAt;
    private EventHandle _patience;
    private EventHandle _again;
    private int _tries;
    private bool _isConnected;
    private bool _isClosed;
    private bool _hasReached;
    private bool _isAnswered;
    private bool _isRefused;

    /// <summary>The client's port.</summary>
    public int Port { get; } = ends.NextPort();

    /// <summary>What is asked for.</summary>
    public string Page => spec.Target.AbsolutePath;

    public int Requests { get; private set; }

    public int Replies { get; private set; }

    /// <summary>Replies that said that it could not be done.</summary>
    public int Refusals { get; private set; }

    /// <summary>Seconds from requests to their replies.</summary>
    public double ResponseSeconds { get; private set; }

    public LoadFailure? Failure { get; private set; }

    /// <summary>From its begin to its end, if it was answered.</summary>
    public TimeSpan? Duration { get; private set; }

    public void Open()
    {
        WaitForServer();
        Send(SegmentKind.Open);
    }

    public void Receive(SimMessage message)
    {
        var kind = (SegmentKind)message.Tag;
        ends.Release(message);
        if (_isClosed)
        {
            return;
        }

        switch (kind)
        {
            case SegmentKind.Open:
                AtServer(isNew: true);
                break;
            case SegmentKind.Request:
                AtServer(isNew: false);
                break;
            case SegmentKind.Opened:
                Request();
                break;
            case SegmentKind.Reply:
                TakeReply();
                break;
            default:
                End(_isConnected ? LoadFailure.ConnectionReset : LoadFailure.ConnectionRefused);
                break;
        }
    }

    /// <summary>The server has done what was asked.</summary>
    public void Reply(bool isDone)
    {
        _isAnswered = true;
        _isRefused = !isDone;
        Again(SegmentKind.Reply);
    }

    /// <summary>The server has a thread for it now.</summary>
    public void GotThread()
    {
        if (_hasReached && _isConnected)
        {
            ends.Server?.Serve(this);
        }
    }

    /// <summary>Gives it up without a failure, because the load was ended.</summary>
    public void Abandon()
    {
        _isClosed = true;
        loop.Cancel(_patience);
        loop.Cancel(_again);
    }

    private void AtServer(bool isNew)
    {
        SimWebServer? server = ends.Server;
        if (server is null || (!isNew && !server.Knows(this)))
        {
            ends.Send(this, SegmentKind.Reset);
            return;
        }

        if (isNew && server.TryAccept(this))
        {
            _hasReached = true;
            Again(SegmentKind.Opened);
        }
        else if (!isNew && !_hasReached)
        {
            _hasReached = true;
            server.Serve(this);
        }
    }

    private void Request()
    {
        if (_isConnected)
        {
            return;
        }

        _isConnected = true;
        NextRequest();
    }

    private void NextRequest()
    {
        _hasReached = false;
        _isAnswered = false;
        _requestedAt = loop.Now;
        Requests++;
        WaitForServer();
        Send(SegmentKind.Request);
    }

    private void TakeReply()
    {
        if (!_isAnswered)
        {
            return;
        }

        _isAnswered = false;
        Replies++;
        Refusals += _isRefused ? 1 : 0;
        ResponseSeconds += loop.Now.SecondsSince(_requestedAt);
        if (Replies < spec.CallsPerConnection)
        {
            NextRequest();
            return;
        }

        Duration = loop.Now - _startedAt;
        End(null);
    }

    private void Send(SegmentKind kind)
    {
        _tries = 0;
        Again(kind);
    }

    // Until it has an effect at the other end, it is sent again and again.
    private void Again(SegmentKind kind)
    {
        loop.Cancel(_again);
        _tries++;
        ends.Send(this, kind);
        _again = loop.Schedule(
            loop.Now.After(Retransmission.Wait(_isConnected, _tries)),
            EventOrder.Model,
            _ => Repeat(),
            null
        );
    }

    private void Repeat()
    {
        if (!_isConnected)
        {
            Again(_hasReached ? SegmentKind.Opened : SegmentKind.Open);
        }
        else if (!_hasReached)
        {
            Again(SegmentKind.Request);
        }
        else if (_isAnswered)
        {
            Again(SegmentKind.Reply);
        }
    }

    private void WaitForServer()
    {
        loop.Cancel(_patience);
        _patience = loop.Schedule(
            loop.Now + spec.Timeout,
            EventOrder.Model,
            _ => End(LoadFailure.ClientTimeout),
            null
        );
    }

    private void End(LoadFailure? failure)
    {
        Failure = failure;
        Abandon();
        ends.Server?.Leave(this);
        ended(this);
    }
}
