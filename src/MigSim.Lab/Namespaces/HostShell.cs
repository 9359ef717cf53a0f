using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Namespaces;

/// <summary>Runs commands on the lab's hosts, wherever their first processes are by now.</summary>
internal sealed class HostShell(RunClock clock, ShellLimits limits, NamespaceLayout layout)
    : IRemoteShell
{
    private const int Killed = 128 + 9;

    private static readonly TimeSpan s_dying = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public async Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        IRemoteShell shell = Enter(host, command);
        ShellResult result = await shell.ExecuteAsync(host, Confine(command), cancellationToken);
        return result.ExitCode == Killed && await IsGoneAsync(host)
            ? throw IsOff(host, command)
            : result;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using IAsyncEnumerator<ShellLine> lines = Enter(host, command)
            .StreamAsync(host, Confine(command), cancellationToken)
            .GetAsyncEnumerator(CancellationToken.None);
        while (await MoveAsync())
        {
            yield return lines.Current;
        }

        async ValueTask<bool> MoveAsync()
        {
            try
            {
                return await lines.MoveNextAsync();
            }
            catch (ShellException exception) when (exception.ExitCode == Killed)
            {
                if (await IsGoneAsync(host))
                {
                    throw IsOff(host, command);
                }

                throw;
            }
        }
    }

    private static RemoteCommand Confine(RemoteCommand command) =>
        command with
        {
            Program = "setpriv",
            Arguments =
            [
                "--bounding-set=-sys_boot,-sys_module",
                "--inh-caps=-sys_boot,-sys_module",
                "--",
                command.Program,
                .. command.Arguments,
            ],
        };

    private static ShellException IsOff(HostName host, RemoteCommand command) =>
        new(ShellError.HostUnreachable, host, command, "the host is switched off");

    // A host's first process ends last, after all others that end with it.
    private async ValueTask<bool> IsGoneAsync(HostName host)
    {
        TimeSpan giveUpAt = clock.Now + s_dying;
        while (Find(host) is not null)
        {
            if (clock.Now >= giveUpAt)
            {
                return false;
            }

            await clock.DelayAsync(s_lookInterval, CancellationToken.None);
        }

        return true;
    }

    private int? Find(HostName host) => HostProcess.Find(layout.ProcessFile(host));

    private NamespaceShell Enter(HostName host, RemoteCommand command)
    {
        int process = Find(host) ?? throw IsOff(host, command);
        return new(
            clock,
            limits,
            ImmutableSortedDictionary<HostName, NamespaceEntry>.Empty.Add(
                host,
                new NamespaceEntry.Process(process)
            )
        );
    }
}
