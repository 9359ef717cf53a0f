using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Tools;

/// <summary>What to add to a time of day of a host to get a time of the run.</summary>
/// <param name="Offset">The best guess.</param>
/// <param name="Error">How far it may be off, either way.</param>
public readonly record struct HostClockOffset(TimeSpan Offset, TimeSpan Error)
{
    private const int QuestionCount = 3;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Asks a host for its time of day, some times, and keeps the narrowest answer.</summary>
    /// <exception cref="ShellException">The host does not answer.</exception>
    /// <exception cref="TranscriptException">It does not answer with a time.</exception>
    public static async Task<HostClockOffset> MeasureAsync(
        IRemoteShell shell,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(shell);
        var command = new RemoteCommand("date", ["+%s.%6N"], Timeout) { IsIdempotent = true };
        HostClockOffset? best = null;
        for (int question = 0; question < QuestionCount; question++)
        {
            ShellResult result = await shell.ExecuteAsync(host, command, cancellationToken);
            string answer = result.StandardOutput;
            if (!Numbers.TryMicroseconds(answer.AsSpan().TrimEnd('\n'), out TimeSpan time))
            {
                throw new TranscriptException("date", 1, answer, "seconds since 1970");
            }

            // The host read its clock at some time between question and answer.
            TimeSpan half = result.Duration / 2;
            if (best is null || half < best.Value.Error)
            {
                best = new(result.StartedAt + half - time, half);
            }
        }

        return best!.Value;
    }
}
