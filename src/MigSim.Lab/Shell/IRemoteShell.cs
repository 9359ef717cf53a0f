namespace MigSim.Lab.Shell;

/// <summary>Runs commands on hosts.</summary>
public interface IRemoteShell
{
    /// <summary>Runs a command to its end.</summary>
    /// <returns>The result, whatever the exit code: callers know which codes are errors.</returns>
    /// <exception cref="ShellException">There is no result.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled; the remote process and its children have ended, if the host can be reached.
    /// </exception>
    Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Yields output lines as they come; cancellation, or leaving the loop, ends the remote process,
    /// not only ssh.
    /// </summary>
    /// <exception cref="ShellException">
    /// There is no result, or an exit code that the command does not expect.
    /// </exception>
    /// <exception cref="OperationCanceledException">As above.</exception>
    IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    );
}
