using MigSim.Time;

namespace MigSim.Lab.Shell;

/// <summary>Runs every command on this machine, whatever host is named.</summary>
public sealed class LocalShell(RunClock clock, ShellLimits limits) : IRemoteShell
{
    private readonly ProcessRunner _runner = new(clock, limits);

    /// <inheritdoc/>
    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => _runner.ExecuteAsync(host, command, Carry(command), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => _runner.StreamAsync(host, command, Carry(command), cancellationToken);

    private static Launch Carry(RemoteCommand command) =>
        new(Supervision.Wrap([command.Program, .. command.Arguments]), IsSsh: false);
}
