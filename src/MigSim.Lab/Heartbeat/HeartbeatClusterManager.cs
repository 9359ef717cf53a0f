using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MigSim.Clustering;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Heartbeat;

/// <summary>Runs Heartbeat 3 with <c>haresources</c> on the members of a lab.</summary>
/// <remarks>
/// What it tells of scripts comes from the agents' logs. A resource is placed by Heartbeat some ten
/// seconds after the daemons have met: see <see cref="SettledAsync"/>.
/// </remarks>
public sealed class HeartbeatClusterManager : IClusterManager
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(90);

    private readonly LabConnection _connection;
    private readonly HeartbeatOptions _options;
    private readonly ImmutableArray<ClusterResource> _resources;
    private readonly RunClock _clock;
    private readonly SortedDictionary<HostName, JournalEntry> _running = [];
    private readonly SortedSet<HostName> _configured = [];
    private TimeSpan? _since;

    /// <summary>Creates a manager; nothing is done yet.</summary>
    /// <param name="connection">The lab; the agents' logs are where their settings say.</param>
    /// <param name="clock">The run's clock.</param>
    /// <param name="options">Heartbeat's times; its delays are its own.</param>
    /// <param name="resources">What it shall hold, in the order in which it is released.</param>
    public HeartbeatClusterManager(
        LabConnection connection,
        RunClock clock,
        HeartbeatOptions options,
        ImmutableArray<ClusterResource> resources
    )
    {
        _connection = connection;
        _clock = clock;
        _options = options;
        _resources = resources;
    }

    /// <summary>Gets how long a member may take to give up its resources; 15 min by default.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromMinutes(15);

    private HeartbeatPlace Place => _connection.Heartbeat;

    /// <inheritdoc/>
    /// <remarks>
    /// The member's own configuration is kept and comes back when the journal is healed. Healing ends
    /// the daemon without asking it, so that no machine moves.
    /// </remarks>
    /// <exception cref="LabException">Heartbeat runs there already, or does not start.</exception>
    public async Task StartAsync(HostName member, CancellationToken cancellationToken)
    {
        _since ??= _clock.Now;
        await ConfigureAsync(member, cancellationToken);
        JournalEntry entry = _connection.Journal.Note(
            $"Heartbeat on {member}",
            Undo(member, HeartbeatScripts.Kill, Place.Program)
        );
        ShellResult started = await RunAsync(
            member,
            CommandTimeout,
            HeartbeatScripts.Start,
            [Place.Program, Place.ConfigurationDirectory, Place.Log],
            cancellationToken
        );
        if (started.ExitCode != 0)
        {
            // What runs there may not be ours.
            _connection.Journal.Settle(entry);
            throw new LabException(
                $"Heartbeat does not start on {member}: {started.StandardError.Trim()}"
            );
        }

        if (_running.Remove(member, out JournalEntry? before))
        {
            _connection.Journal.Settle(before);
        }

        _running[member] = entry;
    }

    /// <inheritdoc/>
    /// <remarks>A member that crashes meanwhile, or does not run Heartbeat, has left.</remarks>
    /// <exception cref="LabException">Heartbeat cannot be told to stop.</exception>
    /// <exception cref="ShellException">It takes too long.</exception>
    public async Task StopAsync(HostName member, CancellationToken cancellationToken)
    {
        try
        {
            ShellResult stopped = await RunAsync(
                member,
                StopTimeout,
                HeartbeatScripts.Stop,
                [Place.Program],
                cancellationToken
            );
            if (stopped.ExitCode != 0)
            {
                throw new LabException(
                    $"Heartbeat does not stop on {member}: {stopped.StandardError.Trim()}"
                );
            }
        }
        catch (ShellException exception) when (exception.Error == ShellError.HostUnreachable)
        {
            // Nothing is certain of it, so the journal keeps it.
            return;
        }

        if (_running.Remove(member, out JournalEntry? entry))
        {
            _connection.Journal.Settle(entry);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        TimeSpan begin = _clock.Now;
        var logs = new AgentLogs(_connection, _clock);
        await foreach (HostEvent logged in logs.FollowAsync(cancellationToken))
        {
            if (logged.At >= begin && ResourceEvents.Of(logged) is { } change)
            {
                yield return change;
            }
        }
    }

    /// <summary>Waits until every resource is held by its home, and no script is at work.</summary>
    /// <param name="limit">For how long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LabException">It took longer; the message tells who holds what.</exception>
    public async Task SettledAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var holders = new ResourceHolders();
        using CancellationTokenSource deadline = _clock.CreateDeadline(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken
        );
        try
        {
            var logs = new AgentLogs(_connection, _clock);
            await foreach (HostEvent logged in logs.FollowAsync(either.Token))
            {
                // What is older was told of another run.
                if (logged.At >= _since)
                {
                    holders.Note(logged);
                }

                if (_resources.All(resource => holders.IsSettled(resource.Vm, resource.Home)))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException(
                $"The cluster has not settled within {limit.TotalSeconds} s: "
                    + string.Join(", ", _resources.Select(r => holders.Describe(r.Vm)))
            );
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static UndoStep Undo(HostName host, string script, string argument) =>
        new(host, "sh", ["-c", script, "migsim", argument]);

    private async Task ConfigureAsync(HostName member, CancellationToken cancellationToken)
    {
        var files = HeartbeatConfiguration.Create(member, Place, _options, _resources);
        if (_configured.Add(member))
        {
            _connection.Journal.Note(
                $"Heartbeat's configuration on {member}",
                Undo(member, HeartbeatScripts.Restore, Place.ConfigurationDirectory)
            );
        }

        ShellResult written = await RunAsync(
            member,
            CommandTimeout,
            HeartbeatScripts.Configure,
            [Place.ConfigurationDirectory, files.HaCf, files.AuthKeys, files.HaResources],
            cancellationToken
        );
        if (written.ExitCode != 0)
        {
            throw new LabException(
                $"Heartbeat cannot be configured on {member}: {written.StandardError.Trim()}"
            );
        }
    }

    private Task<ShellResult> RunAsync(
        HostName member,
        TimeSpan timeout,
        string script,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    ) =>
        _connection.Shell.ExecuteAsync(
            member,
            new("sh", ["-c", script, "migsim", .. arguments], timeout),
            cancellationToken
        );
}
