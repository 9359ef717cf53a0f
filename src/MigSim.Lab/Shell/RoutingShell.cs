using System.Collections.Immutable;

namespace MigSim.Lab.Shell;

/// <summary>Hands every command to the shell that reaches its host.</summary>
public sealed class RoutingShell(ImmutableSortedDictionary<HostName, IRemoteShell> routes)
    : IRemoteShell
{
    /// <inheritdoc/>
    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => Route(host).ExecuteAsync(host, command, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => Route(host).StreamAsync(host, command, cancellationToken);

    private IRemoteShell Route(HostName host) =>
        routes.TryGetValue(host, out IRemoteShell? shell)
            ? shell
            : throw new ArgumentException($"No way to {host} is known.", nameof(host));
}
