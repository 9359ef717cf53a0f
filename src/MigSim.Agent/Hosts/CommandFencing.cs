using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Lab.Shell;

namespace MigSim.Agent.Hosts;

/// <summary>Powers a host off by a command that the settings name.</summary>
internal sealed class CommandFencing(
    HostName self,
    ImmutableArray<string> words,
    IRemoteShell shell
) : IFencingDevice
{
    private const string Placeholder = "{host}";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It is not certain that the host is off.</exception>
    public async Task FenceAsync(HostName host, CancellationToken cancellationToken)
    {
        if (words.IsDefaultOrEmpty)
        {
            throw new InvalidOperationException(
                $"{host} does not answer and may still run the machine; no fencing device is configured."
            );
        }

        string[] named =
        [
            .. words.Select(word =>
                word.Replace(Placeholder, host.Value, StringComparison.Ordinal)
            ),
        ];
        try
        {
            ShellResult result = await shell.ExecuteAsync(
                self,
                new(named[0], named[1..], Timeout),
                cancellationToken
            );
            if (result.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"{host} could not be fenced: exit code {result.ExitCode}: "
                        + result.StandardError.Trim()
                );
            }
        }
        catch (ShellException exception)
        {
            throw new InvalidOperationException(
                $"{host} could not be fenced: {exception.Reason}",
                exception
            );
        }
    }
}
