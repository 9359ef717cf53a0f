using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using MigSim.Time;

namespace MigSim.Lab.Shell;

/// <summary>Runs local programs that carry commands to hosts.</summary>
internal sealed class ProcessRunner(RunClock clock, ShellLimits limits)
{
    private const int SshFailed = 255;
    private const int LinesWaitingMax = 4096;

    public async Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        Launch launch,
        CancellationToken cancellationToken
    )
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        TimeSpan startedAt = clock.Now;
        await using var process = new SupervisedProcess(clock, limits, host, command, launch);
        int exitCode = await process.RunAsync(
            process.Pump(text => Append(output, text), splitLines: false),
            process.Pump(text => Append(error, text), splitLines: false),
            cancellationToken
        );
        TimeSpan duration = clock.Now - startedAt;
        string complaint = error.ToString();
        if (exitCode == SshFailed)
        {
            string marker = Supervision.Marker + "\n";
            bool isOwn = complaint.EndsWith(marker, StringComparison.Ordinal);
            if (launch.IsSsh && !isOwn)
            {
                throw Unreachable(host, command, complaint);
            }

            complaint = isOwn ? complaint[..^marker.Length] : complaint;
        }

        return new(exitCode, output.ToString(), complaint, startedAt, duration);
    }

    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        Launch launch,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateBounded<ShellLine>(
            new BoundedChannelOptions(LinesWaitingMax) { SingleReader = true }
        );
        var ending = new StreamEnding();
        Task<int> running = RunStreamAsync(
            host,
            command,
            launch,
            lines.Writer,
            ending,
            abandoned.Token
        );
        try
        {
            await foreach (ShellLine line in lines.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return line;
            }

            Judge(host, command, launch, await running, ending);
        }
        finally
        {
            abandoned.Cancel();
            lines.Writer.TryComplete();
            await EndAsync(running);
        }
    }

    private static ValueTask Append(StringBuilder builder, string text)
    {
        builder.Append(text);
        return ValueTask.CompletedTask;
    }

    private static ShellException Unreachable(
        HostName host,
        RemoteCommand command,
        string complaint
    ) =>
        new(
            ShellError.HostUnreachable,
            host,
            command,
            complaint.Length == 0 ? "the connection failed" : complaint.TrimEnd(),
            SshFailed
        );

    private static void Judge(
        HostName host,
        RemoteCommand command,
        Launch launch,
        int exitCode,
        StreamEnding ending
    )
    {
        if (exitCode == SshFailed && launch.IsSsh && !ending.IsMarked)
        {
            throw Unreachable(host, command, ending.LastComplaint);
        }

        if (!command.ExpectedExitCodes.Contains(exitCode))
        {
            string complaint = ending.LastComplaint;
            throw new ShellException(
                ShellError.CommandFailed,
                host,
                command,
                $"exit code {exitCode}" + (complaint.Length == 0 ? "" : $": {complaint}"),
                exitCode
            );
        }
    }

    private static async Task EndAsync(Task running)
    {
        try
        {
            await running;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ShellException)
        {
            // Thrown above already, or the caller has left and does not want to know.
        }
    }

    private async Task<int> RunStreamAsync(
        HostName host,
        RemoteCommand command,
        Launch launch,
        ChannelWriter<ShellLine> lines,
        StreamEnding ending,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var process = new SupervisedProcess(clock, limits, host, command, launch);
            return await process.RunAsync(
                process.Pump(text => PassAsync(text, ShellSource.Output), splitLines: true),
                process.Pump(text => PassAsync(text, ShellSource.Error), splitLines: true),
                cancellationToken
            );
        }
        finally
        {
            lines.TryComplete();
        }

        async ValueTask PassAsync(string text, ShellSource source)
        {
            if (source == ShellSource.Error && !ending.Note(text))
            {
                return;
            }

            try
            {
                await lines.WriteAsync(new(clock.Now, text, source), CancellationToken.None);
            }
            catch (ChannelClosedException)
            {
                // Nobody reads any more; the process is being ended.
            }
        }
    }

    /// <summary>What a stream's errors said last.</summary>
    private sealed class StreamEnding
    {
        public bool IsMarked { get; private set; }

        public string LastComplaint { get; private set; } = "";

        /// <summary>Notes a line of errors; false if it is not the command's own.</summary>
        public bool Note(string line)
        {
            if (line == Supervision.Marker)
            {
                IsMarked = true;
                return false;
            }

            LastComplaint = line.Length == 0 ? LastComplaint : line;
            return true;
        }
    }
}
