using System.Collections.Immutable;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Physical;

/// <summary>Powers hosts off with the command that the members have for it.</summary>
/// <remarks>It cannot power a host on: on physical hosts that is left to the operator.</remarks>
internal sealed class FenceCommand(
    IRemoteShell shell,
    ImmutableArray<HostName> members,
    ImmutableArray<string> words
) : IPowerSwitch
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public async Task OffAsync(HostName host, CancellationToken cancellationToken)
    {
        HostName peer = members.First(member => member != host);
        string[] all =
        [
            .. words.Select(word => word.Replace("{host}", host.Value, StringComparison.Ordinal)),
        ];
        var command = new RemoteCommand(all[0], all[1..], Timeout);
        ShellResult result = await shell.ExecuteAsync(peer, command, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new LabException(
                $"{host} could not be powered off: '{command}' on {peer} ended with exit code "
                    + $"{result.ExitCode}: {result.StandardError.Trim()}"
            );
        }
    }

    /// <inheritdoc/>
    public Task OnAsync(HostName host, CancellationToken cancellationToken) =>
        throw new LabException($"{host} is powered off: switch it on by hand.");
}
