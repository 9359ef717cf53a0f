using System.Text.Json.Serialization;

namespace MigSim.Lab.Shell;

/// <summary>One line of a recording: a command began, printed something, or ended.</summary>
internal sealed record ShellTranscriptEntry
{
    /// <summary>The number of the command in its recording, from 1.</summary>
    public required int Run { get; init; }

    public required ShellTranscriptKind Kind { get; init; }

    // Of a beginning.
    public string? Host { get; init; }

    public string? Program { get; init; }

    public IReadOnlyList<string>? Arguments { get; init; }

    // Of a line: when and what. Of an end: when the command was started.
    public TimeSpan? At { get; init; }

    public ShellSource? Source { get; init; }

    public string? Text { get; init; }

    // Of an end with a result; a stream has no output here.
    public int? ExitCode { get; init; }

    public string? StandardOutput { get; init; }

    public string? StandardError { get; init; }

    public TimeSpan? Duration { get; init; }

    // Of an end without one.
    public bool? IsCancelled { get; init; }

    public ShellError? Error { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What an entry tells.</summary>
internal enum ShellTranscriptKind
{
    Execute,
    Stream,
    Line,
    End,
}

/// <summary>Writes and reads entries without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ShellTranscriptEntry))]
internal sealed partial class ShellTranscriptJson : JsonSerializerContext;
