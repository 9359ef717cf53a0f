using System.Collections.Immutable;
using MigSim.Time;

namespace MigSim.Lab.Shell;

/// <summary>Runs commands on hosts that are namespaces of this machine; needs root.</summary>
public sealed class NamespaceShell(
    RunClock clock,
    ShellLimits limits,
    ImmutableSortedDictionary<HostName, NamespaceEntry> hosts
) : IRemoteShell
{
    private readonly ProcessRunner _runner = new(clock, limits);

    /// <inheritdoc/>
    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => _runner.ExecuteAsync(host, command, Carry(host, command), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => _runner.StreamAsync(host, command, Carry(host, command), cancellationToken);

    private Launch Carry(HostName host, RemoteCommand command)
    {
        if (!hosts.TryGetValue(host, out NamespaceEntry? entry))
        {
            throw new ArgumentException($"No namespace is known for {host}.", nameof(host));
        }

        // The supervisor stays outside: it can end what is inside, and needs no files there.
        string[] words = [.. entry.Words, command.Program, .. command.Arguments];
        return new(Supervision.Wrap(words), IsSsh: false);
    }
}
