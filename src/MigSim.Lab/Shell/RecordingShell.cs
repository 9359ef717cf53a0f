using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MigSim.Lab.Shell;

/// <summary>Writes all that another shell does, as lines of JSON, while it happens.</summary>
/// <remarks>
/// The recording of a run that broke off can be replayed as far as it goes. Of long data, as of a
/// program that is copied to a host, only a digest is kept.
/// </remarks>
public sealed class RecordingShell(IRemoteShell inner, TextWriter writer) : IRemoteShell
{
    private int _runs;

    /// <inheritdoc/>
    public async Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        int run = Begin(ShellTranscriptKind.Execute, host, command);
        try
        {
            ShellResult result = await inner.ExecuteAsync(host, command, cancellationToken);
            Write(
                End(run) with
                {
                    At = result.StartedAt,
                    ExitCode = result.ExitCode,
                    StandardOutput = result.StandardOutput,
                    StandardError = result.StandardError,
                    Duration = result.Duration,
                }
            );
            return result;
        }
        catch (Exception exception) when (TryWriteFailure(run, exception))
        {
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        int run = Begin(ShellTranscriptKind.Stream, host, command);
        await using IAsyncEnumerator<ShellLine> lines = inner
            .StreamAsync(host, command, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(run, lines))
        {
            ShellLine line = lines.Current;
            Write(
                new()
                {
                    Run = run,
                    Kind = ShellTranscriptKind.Line,
                    At = line.At,
                    Source = line.Source,
                    Text = line.Text,
                }
            );
            yield return line;
        }

        Write(End(run));
    }

    private static ShellTranscriptEntry End(int run) =>
        new() { Run = run, Kind = ShellTranscriptKind.End };

    private async Task<bool> MoveNextAsync(int run, IAsyncEnumerator<ShellLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (Exception exception) when (TryWriteFailure(run, exception))
        {
            throw;
        }
    }

    private int Begin(ShellTranscriptKind kind, HostName host, RemoteCommand command)
    {
        int run = ++_runs;
        Write(
            new()
            {
                Run = run,
                Kind = kind,
                Host = host.Value,
                Program = command.Program,
                Arguments = [.. command.Arguments.Select(ShellRecording.Abridge)],
            }
        );
        return run;
    }

    private bool TryWriteFailure(int run, Exception exception)
    {
        ShellTranscriptEntry? entry = exception switch
        {
            OperationCanceledException => End(run) with { IsCancelled = true },
            ShellException failure => End(run) with
            {
                Error = failure.Error,
                Reason = failure.Reason,
                ExitCode = failure.ExitCode,
            },
            _ => null,
        };
        if (entry is not null)
        {
            Write(entry);
        }

        return entry is not null;
    }

    private void Write(ShellTranscriptEntry entry) =>
        writer.WriteLine(
            JsonSerializer.Serialize(entry, ShellTranscriptJson.Default.ShellTranscriptEntry)
        );
}
