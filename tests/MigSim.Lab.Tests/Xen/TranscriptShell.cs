using System.Runtime.CompilerServices;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Tests.Xen;

/// <summary>Answers commands on hosts with what real tools printed, in a given order.</summary>
internal sealed class TranscriptShell : IRemoteShell
{
    private readonly SortedDictionary<string, Queue<(int ExitCode, string Text)>> _answers = new(
        StringComparer.Ordinal
    );

    /// <summary>Gets the commands so far, each with its host.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Adds the next answer to a command.</summary>
    public TranscriptShell On(string command, string text, int exitCode = 0)
    {
        if (!_answers.TryGetValue(command, out Queue<(int, string)>? answers))
        {
            _answers[command] = answers = new();
        }

        answers.Enqueue((exitCode, text));
        return this;
    }

    public Task<ShellResult> ExecuteAsync(
        HostName host,
        RemoteCommand command,
        CancellationToken cancellationToken
    )
    {
        (int exitCode, string text) = Answer(host, command);
        return Task.FromResult(
            new ShellResult(
                exitCode,
                exitCode == 0 ? text : "",
                exitCode == 0 ? "" : text,
                TimeSpan.Zero,
                TimeSpan.Zero
            )
        );
    }

    public async IAsyncEnumerable<ShellLine> StreamAsync(
        HostName host,
        RemoteCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        (int exitCode, string text) = Answer(host, command);
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            // The time that a wrapper put in front, or none: then all came at once.
            TimedLine timed = Numbers.SplitStamp(line);
            yield return new(timed.At ?? TimeSpan.Zero, timed.Text, ShellSource.Error);
        }

        if (exitCode != 0)
        {
            throw new ShellException(
                ShellError.CommandFailed,
                host,
                command,
                $"exit code {exitCode}",
                exitCode
            );
        }
    }

    private (int ExitCode, string Text) Answer(HostName host, RemoteCommand command)
    {
        string key = $"{host}: {command}";
        Commands.Add(key);
        return
            _answers.TryGetValue(key, out Queue<(int, string)>? answers)
            && answers.TryDequeue(out (int, string) answer)
            ? answer
            : throw new ShellException(ShellError.HostUnreachable, host, command, "no answer");
    }
}
