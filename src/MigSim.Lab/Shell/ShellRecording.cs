using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MigSim.Lab.Parsing;

namespace MigSim.Lab.Shell;

/// <summary>One command of a recording, with all that came of it.</summary>
internal sealed class ShellRecording(ShellTranscriptEntry begin)
{
    // A program that is carried to a host in pieces would be most of every recording.
    private const int DataLengthMin = 10_000;

    public ShellTranscriptEntry Begin { get; } = begin;

    public List<ShellLine> Lines { get; } = [];

    /// <summary>Gets how it ended, or null if the recording broke off before.</summary>
    public ShellTranscriptEntry? End { get; private set; }

    /// <summary>Reads a recording; a last line that was cut off, as on a full disk, is left out.</summary>
    /// <exception cref="TranscriptException">It is not one.</exception>
    public static List<ShellRecording> Read(TextReader reader)
    {
        var recordings = new List<ShellRecording>();
        var byRun = new SortedDictionary<int, ShellRecording>();
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (Parse(line) is not { } entry)
            {
                if (reader.Peek() < 0 && JsonText.IsCutOff(line))
                {
                    break;
                }

                throw Error(number, line, "an entry of a recording");
            }

            if (entry.Kind is ShellTranscriptKind.Execute or ShellTranscriptKind.Stream)
            {
                var recording = new ShellRecording(entry);
                if (!byRun.TryAdd(entry.Run, recording))
                {
                    throw Error(number, line, "a new command");
                }

                recordings.Add(recording);
            }
            else if (
                !byRun.TryGetValue(entry.Run, out ShellRecording? recording)
                || !recording.TryAdd(entry)
            )
            {
                throw Error(number, line, "a command that goes on");
            }
        }

        return recordings;
    }

    /// <summary>Makes one text of several, of which no two lists give the same.</summary>
    public static string KeyOf(
        ShellTranscriptKind kind,
        string? host,
        string? program,
        IEnumerable<string>? arguments
    ) =>
        string.Concat(
            new[] { kind.ToString(), host ?? "", program ?? "" }
                .Concat((arguments ?? []).Select(Abridge))
                .Select(word => $"{word.Length}:{word}")
        );

    /// <summary>Puts a digest in the place of long data.</summary>
    public static string Abridge(string argument) =>
        argument.Length <= DataLengthMin
            ? argument
            : $"{argument.Length} characters, sha256:"
                + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(argument)));

    public string Key() => KeyOf(Begin.Kind, Begin.Host, Begin.Program, Begin.Arguments);

    private static ShellTranscriptEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(
                line,
                ShellTranscriptJson.Default.ShellTranscriptEntry
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TranscriptException Error(int number, string line, string expected) =>
        new("recording", number, line, expected);

    private bool TryAdd(ShellTranscriptEntry entry)
    {
        if (End is not null)
        {
            return false;
        }

        if (entry.Kind == ShellTranscriptKind.End)
        {
            End = entry;
            return true;
        }

        if (entry is not { At: { } at, Text: { } text, Source: { } source })
        {
            return false;
        }

        Lines.Add(new(at, text, source));
        return true;
    }
}
