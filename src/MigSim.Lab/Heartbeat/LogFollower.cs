using System.Globalization;
using System.Runtime.CompilerServices;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.Heartbeat;

/// <summary>Reads a log on a host as it grows, across failures of the way there.</summary>
internal sealed class LogFollower(IRemoteShell shell, RunClock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Yields the lines from one on, each once, until it is cancelled.</summary>
    public async IAsyncEnumerable<ShellLine> FollowAsync(
        HostName host,
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        int firstLine = 1
    )
    {
        int next = firstLine;
        while (true)
        {
            await using IAsyncEnumerator<ShellLine> lines = shell
                .StreamAsync(host, Command(path, next), cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            while (await MoveAsync(lines))
            {
                if (lines.Current.Source == ShellSource.Output)
                {
                    next++;
                    yield return lines.Current;
                }
            }

            await clock.DelayAsync(Pause, cancellationToken);
        }
    }

    private static RemoteCommand Command(string path, int line) =>
        new(
            "sh",
            [
                "-c",
                HeartbeatScripts.Follow,
                "migsim",
                path,
                line.ToString(CultureInfo.InvariantCulture),
            ],
            Patience
        );

    // The host may be switched off, or the connection broken; both may come back.
    private static async ValueTask<bool> MoveAsync(IAsyncEnumerator<ShellLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (ShellException)
        {
            return false;
        }
    }
}
