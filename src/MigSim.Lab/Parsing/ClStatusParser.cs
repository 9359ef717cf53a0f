using System.Collections.Immutable;

namespace MigSim.Lab.Parsing;

/// <summary>
/// Reads the answers of Heartbeat's <c>cl_status</c>; <see langword="null"/> is: the daemon did not
/// answer.
/// </summary>
/// <remarks>
/// Without a daemon the tool prints its complaint, or nothing at all with exit code 12 after five
/// seconds. Both are an answer that an experiment expects, so they are no exceptions.
/// </remarks>
public static class ClStatusParser
{
    private const string Tool = "cl_status";

    /// <summary>Reads <c>cl_status hbstatus</c>: whether Heartbeat runs.</summary>
    /// <exception cref="TranscriptException">It is no such answer.</exception>
    public static bool? ParseRunning(string text, int exitCode)
    {
        if (IsSilent(text, exitCode))
        {
            return null;
        }

        Transcript transcript = Open(text);
        return (transcript.Read("an answer"), exitCode, transcript.IsAtEnd) switch
        {
            ("Heartbeat is running on this machine.", 0, true) => true,
            ("Heartbeat is stopped on this machine.", 1, true) => false,
            _ => throw transcript.Error(
                $"whether Heartbeat is running, not this with exit code {exitCode}"
            ),
        };
    }

    /// <summary>Reads <c>cl_status nodestatus NODE</c>.</summary>
    /// <exception cref="TranscriptException">It is no such answer.</exception>
    public static HeartbeatNodeStatus? ParseNodeStatus(string text, int exitCode)
    {
        (Transcript Transcript, string Word)? answer = ReadWord(text, exitCode);
        return answer?.Word switch
        {
            null => null,
            "init" => HeartbeatNodeStatus.Init,
            "up" => HeartbeatNodeStatus.Up,
            "active" => HeartbeatNodeStatus.Active,
            "ping" => HeartbeatNodeStatus.Ping,
            "dead" => HeartbeatNodeStatus.Dead,
            _ => throw answer.Value.Transcript.Error("the state of a node"),
        };
    }

    /// <summary>Reads <c>cl_status rscstatus</c>.</summary>
    /// <exception cref="TranscriptException">It is no such answer.</exception>
    public static HeartbeatResources? ParseResources(string text, int exitCode)
    {
        (Transcript Transcript, string Word)? answer = ReadWord(text, exitCode);
        return answer?.Word switch
        {
            null => null,
            "none" => HeartbeatResources.None,
            "local" => HeartbeatResources.Local,
            "foreign" => HeartbeatResources.Foreign,
            "all" => HeartbeatResources.All,
            "transition" => HeartbeatResources.Transition,
            _ => throw answer.Value.Transcript.Error("what the node holds"),
        };
    }

    /// <summary>Reads <c>cl_status hblinkstatus NODE LINK</c>: whether the link is up.</summary>
    /// <exception cref="TranscriptException">It is no such answer.</exception>
    public static bool? ParseLink(string text, int exitCode)
    {
        (Transcript Transcript, string Word)? answer = ReadWord(text, exitCode);
        return answer?.Word switch
        {
            null => null,
            "up" => true,
            "dead" => false,
            _ => throw answer.Value.Transcript.Error("the state of a link"),
        };
    }

    /// <summary>Reads <c>cl_status hbparameter -p NAME</c>.</summary>
    /// <exception cref="TranscriptException">It is no such answer.</exception>
    public static string? ParseParameter(string text, int exitCode) =>
        ReadWord(text, exitCode)?.Word;

    /// <summary>
    /// Reads <c>cl_status listnodes</c> or <c>cl_status listhblinks NODE</c>; neither has an end mark.
    /// </summary>
    /// <exception cref="TranscriptException">It is no such answer.</exception>
    public static ImmutableArray<string>? ParseNames(string text, int exitCode)
    {
        if (IsSilent(text, exitCode))
        {
            return null;
        }

        Transcript transcript = Open(text);
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            names.Add(ReadName(transcript, exitCode));
        } while (!transcript.IsAtEnd);
        return names.ToImmutable();
    }

    private static (Transcript Transcript, string Word)? ReadWord(string text, int exitCode)
    {
        if (IsSilent(text, exitCode))
        {
            return null;
        }

        Transcript transcript = Open(text);
        string word = ReadName(transcript, exitCode);
        if (!transcript.IsAtEnd)
        {
            transcript.Read("the end");
            throw transcript.Error("one line only");
        }

        return (transcript, word);
    }

    private static string ReadName(Transcript transcript, int exitCode)
    {
        string[] words = Numbers.Words(transcript.Read("an answer"));
        return words.Length == 1 && exitCode == 0
            ? words[0]
            : throw transcript.Error($"one word and exit code 0, not {exitCode}");
    }

    private static bool IsSilent(string text, int exitCode) =>
        exitCode != 0
        && (
            text.Length == 0
            || text.Contains("ERROR: Cannot signon with heartbeat", StringComparison.Ordinal)
        );

    private static Transcript Open(string text) => new(Tool, text);
}
