using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;

namespace MigSim.Lab.Safety;

/// <summary>
/// A journal on disk of what was changed, so that it can be undone whatever becomes of this process.
/// </summary>
/// <remarks>
/// A change is noted before it is made, and the note is on the disk before this returns. Two
/// processes may hold the journal of one lab: each appends whole lines and undoes its own entries.
/// </remarks>
public sealed class LabJournal
{
    private readonly string? _path;
    private readonly List<JournalEntry> _own = [];
    private int _next;

    private LabJournal(string? path)
    {
        _path = path;

        // The number of lines only grows, so that a process with a recycled id repeats no name.
        _next = File.Exists(path) ? File.ReadLines(path).Count() : 0;
    }

    /// <summary>Gets what this process noted and has not undone, oldest first.</summary>
    public ImmutableArray<JournalEntry> Own => [.. _own];

    /// <summary>Opens a journal; its directory is made with the first note.</summary>
    public static LabJournal Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(Path.GetFullPath(path));
    }

    /// <summary>Makes a journal that no disk keeps, for a dry run.</summary>
    public static LabJournal Unkept() => new(null);

    /// <summary>Reads what has not been undone by anyone, oldest first; empty without a journal.</summary>
    /// <remarks>
    /// A line that was cut off is ignored: its change was not made, or what undoes it may run again.
    /// </remarks>
    /// <exception cref="InvalidDataException">The file is no journal.</exception>
    public ImmutableArray<JournalEntry> ReadOpen()
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        var open = new List<JournalEntry>();
        string[] lines = File.ReadAllText(_path).Split('\n');
        for (int index = 0; index < lines.Length - 1; index++)
        {
            if (lines[index].Length == 0 || JsonText.IsCutOff(lines[index]))
            {
                continue;
            }

            if (Parse(lines[index], index + 1, IsCutOff(index)) is not { } line)
            {
                continue;
            }

            open.RemoveAll(entry => entry.Id == line.Id);
            if (line.Undo is { } undo)
            {
                open.Add(new(line.Id, line.What ?? "", undo));
            }
        }

        return [.. open];

        // Every line begins with an empty one, but not where somebody else was cut off.
        bool IsCutOff(int index) => lines[index + 1].Length > 0;
    }

    /// <summary>Notes a change that is about to be made.</summary>
    public JournalEntry Note(string what, UndoStep undo)
    {
        var entry = new JournalEntry($"{Environment.ProcessId}.{++_next}", what, undo);
        Append(new(entry.Id, what, undo));
        _own.Add(entry);
        return entry;
    }

    /// <summary>Notes that a change was undone, or was not made after all.</summary>
    public void Settle(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Append(new(entry.Id, null, null));
        _own.RemoveAll(own => own.Id == entry.Id);
    }

    /// <summary>Undoes changes, newest first, and goes on after a failure.</summary>
    /// <param name="entries">Which, oldest first: <see cref="Own"/> or <see cref="ReadOpen"/>.</param>
    /// <param name="shell">The way to their hosts.</param>
    /// <param name="progress">Is told what is being undone.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    public async Task<HealReport> HealAsync(
        ImmutableArray<JournalEntry> entries,
        IRemoteShell shell,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(shell);
        var healed = ImmutableArray.CreateBuilder<JournalEntry>();
        var left = ImmutableArray.CreateBuilder<(JournalEntry, string)>();
        foreach (JournalEntry entry in entries.Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report($"undo: {entry.What}");
            if (await UndoAsync(entry.Undo, shell, cancellationToken) is { } reason)
            {
                left.Add((entry, reason));
            }
            else
            {
                Settle(entry);
                healed.Add(entry);
            }
        }

        return new(healed.ToImmutable(), left.ToImmutable());
    }

    private static async Task<string?> UndoAsync(
        UndoStep undo,
        IRemoteShell shell,
        CancellationToken cancellationToken
    )
    {
        var command = new RemoteCommand(
            undo.Program,
            undo.Arguments,
            TimeSpan.FromSeconds(undo.TimeoutSeconds)
        )
        {
            IsIdempotent = true,
        };
        try
        {
            ShellResult result = await shell.ExecuteAsync(undo.Host, command, cancellationToken);
            return result.ExitCode == 0
                ? null
                : $"exit code {result.ExitCode}: {result.StandardError.Trim()}";
        }
        catch (ShellException exception)
        {
            return exception.Reason;
        }
    }

    // It begins with a new line too: somebody may have been cut off in mid-line.
    private void Append(JournalLine line)
    {
        if (_path is null)
        {
            return;
        }

        string text = JsonSerializer.Serialize(line, JournalJson.Default.JournalLine);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using var file = new FileStream(
            _path,
            FileMode.Append,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete
        );
        file.Write(Encoding.UTF8.GetBytes($"\n{text}\n"));
        file.Flush(flushToDisk: true);
    }

    private JournalLine? Parse(string text, int number, bool isCutOff)
    {
        try
        {
            return JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine)
                ?? throw new JsonException("null");
        }
        catch (JsonException) when (isCutOff)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{_path}, line {number}: expected an entry of a journal: {exception.Message}",
                exception
            );
        }
    }
}
