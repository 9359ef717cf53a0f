using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;
using MigSim.Time;

namespace MigSim.Lab.Heartbeat;

/// <summary>The logs of the agents on all members.</summary>
public sealed class AgentLogs(LabConnection connection, RunClock clock)
{
    // The year 5138: far from the limits of the types.
    private const decimal UnixSecondsMax = 100_000_000_000;

    private readonly HostClocks _clocks = new(clock, connection.Shell);

    /// <summary>Yields all events, past ones first, until it is cancelled.</summary>
    /// <remarks>
    /// Those of one host come in order; those of several hosts as they are read, which may differ by
    /// some milliseconds.
    /// </remarks>
    /// <exception cref="TranscriptException">A line is no event.</exception>
    /// <exception cref="ShellException">A host's clock cannot be read when this begins.</exception>
    public async IAsyncEnumerable<HostEvent> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var events = Channel.CreateUnbounded<HostEvent>(new() { SingleReader = true });
        await using var scope = new TaskScope(clock, cancellationToken);
        foreach (HostName member in connection.Members)
        {
            _ = scope.Start(
                $"reading the agent's log of {member}",
                async token =>
                {
                    try
                    {
                        await ReadAsync(member, events.Writer, token);
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException)
                    {
                        events.Writer.TryComplete(exception);
                    }
                }
            );
        }

        await foreach (HostEvent next in events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return next;
        }
    }

    /// <summary>Reads one line of such a log.</summary>
    /// <exception cref="TranscriptException">It is no event.</exception>
    internal static AgentEvent Parse(string line, int lineNumber)
    {
        AgentEvent? read = null;
        try
        {
            read = JsonSerializer.Deserialize(line, AgentJson.Default.AgentEvent);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // Judged below.
        }

        return read is { UnixSeconds: >= 0 and < UnixSecondsMax }
            ? read
            : throw new TranscriptException("the agent's log", lineNumber, line, "an event");
    }

    private async Task ReadAsync(
        HostName member,
        ChannelWriter<HostEvent> events,
        CancellationToken cancellationToken
    )
    {
        await _clocks.MeasureAsync(member, cancellationToken);
        int number = 0;
        string path = connection.Agents[member].Log;
        var follower = new LogFollower(connection.Shell, clock);
        await foreach (ShellLine line in follower.FollowAsync(member, path, cancellationToken))
        {
            AgentEvent read = Parse(line.Text, ++number);
            events.TryWrite(new(_clocks.ToRunTime(member, read.UnixSeconds), member, read));
        }
    }
}
