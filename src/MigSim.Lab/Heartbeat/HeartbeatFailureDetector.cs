using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MigSim.Clustering;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Heartbeat;

/// <summary>Who believes whom to be alive, as Heartbeat's logs on the members say.</summary>
/// <remarks>
/// The logs' own times are whole seconds. A change is therefore dated by the arrival of its line: a few
/// milliseconds late, never early. Nobody is ever <see cref="MemberState.Suspected"/>: Heartbeat writes
/// of a late beat only after it came.
/// </remarks>
public sealed class HeartbeatFailureDetector : IFailureDetector, IAsyncDisposable
{
    // The lines of the daemon do not tell it, and nobody asks here.
    private const int AnyYear = 2000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly LabConnection _connection;
    private readonly RunClock _clock;
    private readonly TaskScope _scope;
    private readonly SortedDictionary<HostName, MembershipView> _views = [];
    private readonly List<(HostName Observer, ChannelWriter<MembershipChange> Changes)> _watchers =
    [];

    private HeartbeatFailureDetector(LabConnection connection, RunClock clock)
    {
        _connection = connection;
        _clock = clock;
        _scope = new TaskScope(clock, CancellationToken.None);
    }

    /// <summary>Begins to read the logs.</summary>
    /// <remarks>
    /// Where Heartbeat does not run yet, what its log says of the past is left out; where it runs, the
    /// log is read from its beginning.
    /// </remarks>
    /// <exception cref="ShellException">A member cannot be reached.</exception>
    /// <exception cref="TranscriptException">A member's answer is no number of lines.</exception>
    public static async Task<HeartbeatFailureDetector> StartAsync(
        LabConnection connection,
        RunClock clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(connection);
        var detector = new HeartbeatFailureDetector(connection, clock);
        foreach (HostName observer in connection.Members)
        {
            int line = await detector.FirstLineAsync(observer, cancellationToken);
            detector._views[observer] = new(observer, connection.Members);
            _ = detector._scope.Start(
                $"reading Heartbeat's log of {observer}",
                token => detector.ReadAsync(observer, line, token)
            );
        }

        return detector;
    }

    /// <inheritdoc/>
    public MemberState GetState(HostName observer, HostName member) => _views[observer][member];

    /// <inheritdoc/>
    public async IAsyncEnumerable<MembershipChange> WatchAsync(
        HostName observer,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var changes = Channel.CreateUnbounded<MembershipChange>(new() { SingleReader = true });
        foreach (HostName member in _connection.Members.Remove(observer))
        {
            changes.Writer.TryWrite(new(_clock.Now, observer, member, GetState(observer, member)));
        }

        (HostName, ChannelWriter<MembershipChange>) watcher = (observer, changes.Writer);
        _watchers.Add(watcher);
        try
        {
            await foreach (
                MembershipChange change in changes.Reader.ReadAllAsync(cancellationToken)
            )
            {
                yield return change;
            }
        }
        finally
        {
            _watchers.Remove(watcher);
        }
    }

    /// <summary>Stops reading.</summary>
    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private async Task<int> FirstLineAsync(HostName observer, CancellationToken cancellationToken)
    {
        ShellResult result = await _connection.Shell.ExecuteAsync(
            observer,
            new(
                "sh",
                [
                    "-c",
                    HeartbeatScripts.FirstLine,
                    "migsim",
                    _connection.Heartbeat.Program,
                    _connection.Heartbeat.Log,
                ],
                Timeout
            )
            {
                IsIdempotent = true,
            },
            cancellationToken
        );
        return int.TryParse(
            result.StandardOutput.Trim(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int line
        )
            ? line
            : throw new TranscriptException("wc", 1, result.StandardOutput, "a number of lines");
    }

    private async Task ReadAsync(
        HostName observer,
        int firstLine,
        CancellationToken cancellationToken
    )
    {
        var follower = new LogFollower(_connection.Shell, _clock);
        string path = _connection.Heartbeat.Log;
        await foreach (
            ShellLine line in follower.FollowAsync(observer, path, cancellationToken, firstLine)
        )
        {
            foreach (HostName member in _views[observer].Note(Meaning(line.Text)))
            {
                var change = new MembershipChange(
                    line.At,
                    observer,
                    member,
                    GetState(observer, member)
                );
                foreach ((HostName watching, ChannelWriter<MembershipChange> changes) in _watchers)
                {
                    if (watching == observer)
                    {
                        changes.TryWrite(change);
                    }
                }
            }
        }
    }

    // Other programs write to this log too; what they say is not about members.
    private static HaLogEvent Meaning(string line)
    {
        try
        {
            return HaLogParser.ParseLine(line, AnyYear, 1).Event;
        }
        catch (TranscriptException)
        {
            return new HaLogEvent.Other();
        }
    }
}
