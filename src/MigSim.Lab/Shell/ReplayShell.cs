using System.Runtime.CompilerServices;
using MigSim.Lab.Parsing;

namespace MigSim.Lab.Shell;

/// <summary>Answers with what a <see cref="RecordingShell"/> wrote, at once and with its times.</summary>
/// <remarks>
/// The same command on the same host gets the recorded results in their order. A command that was
/// not recorded, or not that often, is an error; so is a recording that broke off.
/// </remarks>
public sealed class ReplayShell : IRemoteShell
{
    private readonly SortedDictionary<string, Queue<ShellRecording>> _recordings = new(
        StringComparer.Ordinal
    );

    /// <summary>Reads a recording.</summary>
    /// <exception cref="TranscriptException">It is not one.</exception>
    public ReplayShell(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        foreach (ShellRecording recording in ShellRecording.Read(reader))
        {
            string key = recording.Key();
            if (!_recordings.TryGetValue(key, out Queue<ShellRecording>? queue))
            {
                _recordings[key] = queue = new();
            }

            queue.Enqueue(recording);
        }
    }

    /// <summary>Gets how many commands were not asked for yet.</summary>
    public int RemainingCount => _recordings.Values.Sum(queue => queue.Count);

    /// <inheritdoc/>
    public async Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        ShellRecording recording = Take(ShellTranscriptKind.Execute, host, command);
        await FailAsRecordedAsync(host, command, recording, cancellationToken);
        return
            recording.End
                is {
                    ExitCode: { } exitCode,
                    StandardOutput: { } output,
                    StandardError: { } error,
                    At: { } at,
                    Duration: { } duration
                }
            ? new(exitCode, output, error, at, duration)
            : throw NotRecorded(host, command, "its recording has no result");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ShellRecording recording = Take(ShellTranscriptKind.Stream, host, command);
        foreach (ShellLine line in recording.Lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return line;
        }

        await FailAsRecordedAsync(host, command, recording, cancellationToken);
    }

    private static async Task FailAsRecordedAsync(
        HostName host,
        RemoteCommand command,
        ShellRecording recording,
        CancellationToken cancellationToken
    )
    {
        if (recording.End is not { } end)
        {
            throw NotRecorded(host, command, "its recording broke off");
        }

        if (end.IsCancelled == true)
        {
            // It had not ended when it was cancelled, so it does not end here either.
            await new TaskCompletionSource(
                TaskCreationOptions.RunContinuationsAsynchronously
            ).Task.WaitAsync(cancellationToken);
        }

        if (end.Error is { } error)
        {
            throw new ShellException(error, host, command, end.Reason ?? "", end.ExitCode);
        }
    }

    private static ShellException NotRecorded(
        HostName host,
        RemoteCommand command,
        string reason
    ) => new(ShellError.NotRecorded, host, command, reason);

    private ShellRecording Take(ShellTranscriptKind kind, HostName host, RemoteCommand command)
    {
        string key = ShellRecording.KeyOf(kind, host.Value, command.Program, command.Arguments);
        if (!_recordings.TryGetValue(key, out Queue<ShellRecording>? queue))
        {
            throw NotRecorded(host, command, "it was not recorded");
        }

        return queue.TryDequeue(out ShellRecording? recording)
            ? recording
            : throw NotRecorded(host, command, "it was not recorded that often");
    }
}
