using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;

namespace MigSim.RealLab.Tests.Xen;

/// <summary>Pings a machine from the storage host until it is told to stop.</summary>
internal sealed class PingWatch
{
    private readonly List<TimeSpan> _answeredAt = [];
    private int _lineCount;

    /// <summary>Gets how many requests were answered.</summary>
    public int Answered => _answeredAt.Count;

    /// <summary>Gets the longest time between two answers, by ping's own stamps.</summary>
    public TimeSpan LongestSilence =>
        _answeredAt.Zip(_answeredAt.Skip(1), (earlier, later) => later - earlier).Max();

    /// <summary>Gets the highest sequence number that was answered, less the answers.</summary>
    public int Lost { get; private set; }

    public async Task WatchAsync(
        IRemoteShell shell,
        string address,
        CancellationToken cancellationToken
    )
    {
        // Not more often: each request costs two emulated processors a millisecond or more.
        var command = new RemoteCommand(
            "ping",
            ["-n", "-D", "-O", "-i", "0.05", "--", address],
            TimeSpan.FromMinutes(10)
        );
        try
        {
            await foreach (
                ShellLine line in shell.StreamAsync(XenTestbed.Storage, command, cancellationToken)
            )
            {
                if (line.Source == ShellSource.Error)
                {
                    continue;
                }

                _lineCount++;
                if (PingLineParser.Parse(line.Text, _lineCount) is PingLine.Reply reply)
                {
                    _answeredAt.Add(reply.Stamp!.Value);
                    Lost = reply.Sequence - Answered;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }
}
