using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.XenNested;

/// <summary>Runs commands of the controller that must succeed.</summary>
internal static class NestedCommand
{
    /// <summary>Runs one.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="LabException">It failed; <paramref name="failure"/> says what that means.</exception>
    public static async Task<string> RunAsync(
        IRemoteShell shell,
        RemoteCommand command,
        string failure,
        CancellationToken cancellationToken
    )
    {
        try
        {
            ShellResult result = await shell.ExecuteAsync(
                LabHosts.Controller,
                command,
                cancellationToken
            );
            return result.ExitCode == 0
                ? result.StandardOutput
                : throw new LabException(
                    $"{failure}: {command.Program}: exit code {result.ExitCode}: "
                        + result.StandardError.Trim()
                );
        }
        catch (ShellException exception)
        {
            throw new LabException($"{failure}: {command.Program}: {exception.Reason}", exception);
        }
    }
}
