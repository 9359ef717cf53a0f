using System.Runtime.CompilerServices;

namespace MigSim.Lab.Shell;

/// <summary>Writes every command with its host and runs none; all of them succeed in silence.</summary>
/// <remarks>
/// Each line can be pasted into a shell on that host. What depends on an answer cannot be shown:
/// whoever asks gets none.
/// </remarks>
public sealed class DryRunShell(TextWriter writer) : IRemoteShell
{
    /// <inheritdoc/>
    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Show(host, command);
        return Task.FromResult(new ShellResult(0, "", "", TimeSpan.Zero, TimeSpan.Zero));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await ExecuteAsync(host, command, cancellationToken);
        yield break;
    }

    private void Show(HostName host, RemoteCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        writer.WriteLine($"{host}: {PosixQuoting.Join([command.Program, .. command.Arguments])}");
    }
}
