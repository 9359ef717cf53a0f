using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MigSim.Lab.Parsing;

/// <summary>
/// Reads the output of <c>xl -vvv migrate</c>, line by line, while it comes: of the source, of the
/// target, or of both in one stream, as ssh mixes them.
/// </summary>
/// <remarks>
/// The two ends write to the same stream, so one's line may be inside another's. A phase of which
/// the line was torn is missing; the outcome is taken only from a line that is whole.
/// </remarks>
public sealed partial class XlMigrationParser
{
    private const string Tool = "xl migrate";
    private const int IterationsMax = 100_000;

    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private readonly ImmutableArray<XlMigrationMark>.Builder _marks =
        ImmutableArray.CreateBuilder<XlMigrationMark>();

    private readonly ImmutableArray<XlIteration>.Builder _iterations =
        ImmutableArray.CreateBuilder<XlIteration>();

    private readonly ImmutableArray<string>.Builder _errors =
        ImmutableArray.CreateBuilder<string>();

    private XlMigrationOutcome _outcome = XlMigrationOutcome.Unknown;
    private XlMigrationPhase? _sourcePhase;
    private int _lineNumber;

    /// <summary>
    /// Reads a text; a line may begin with a time of day since 1970, as a wrapper of xl puts it there.
    /// </summary>
    /// <exception cref="TranscriptException">The text contradicts itself.</exception>
    public static XlMigrationLog Parse(string text)
    {
        var transcript = new Transcript(Tool, text);
        var parser = new XlMigrationParser();
        while (!transcript.IsAtEnd)
        {
            parser.Add(Numbers.SplitStamp(transcript.Read("a line")));
        }

        return parser.ToLog();
    }

    /// <summary>Reads the next line.</summary>
    /// <exception cref="TranscriptException">The line contradicts an earlier one.</exception>
    public void Add(TimedLine line)
    {
        _lineNumber++;
        string text = line.Text.TrimEnd('\r');
        if (PhaseOf(text) is { } phase)
        {
            NotePhase(phase, line);
        }
        else if (Progress().Match(text) is { Success: true } progress)
        {
            NoteProgress(progress, line);
        }
        else if (text.Contains(": error: ", StringComparison.Ordinal))
        {
            _errors.Add(text);
        }
    }

    /// <summary>Gets what was read so far.</summary>
    public XlMigrationLog ToLog() =>
        new(_outcome, _marks.ToImmutable(), _iterations.ToImmutable(), _errors.ToImmutable());

    private static XlMigrationPhase? PhaseOf(string text) =>
        text switch
        {
            "migration target: Ready to receive domain." => XlMigrationPhase.ReadyToReceive,
            "libxl-save-helper: debug: starting save: Success" => XlMigrationPhase.SavingStarted,
            "xc: progress: Domain now suspended: 0/0    0%" => XlMigrationPhase.Suspended,
            "xc: progress: End of stream: 0/0    0%" => XlMigrationPhase.StreamEnded,
            "migration target: Transfer complete, requesting permission to start domain." =>
                XlMigrationPhase.PermissionRequested,
            "migration sender: Target has acknowledged transfer." =>
                XlMigrationPhase.TransferAcknowledged,
            "migration sender: Giving target permission to start." =>
                XlMigrationPhase.PermissionGiven,
            "migration target: Got permission, starting domain." =>
                XlMigrationPhase.PermissionReceived,
            // The tool writes three letters s.
            "migration target: Domain started successsfully."
            or "migration target: Domain started successfully." => XlMigrationPhase.StartedOnTarget,
            "migration sender: Target reports successful startup." =>
                XlMigrationPhase.StartReported,
            "migration sender: Resumed OK." => XlMigrationPhase.ResumedOnSource,
            "Migration successful." => XlMigrationPhase.Successful,
            "Migration failed, failed to suspend at sender." => XlMigrationPhase.SuspendFailed,
            "Migration failed, resuming at sender." => XlMigrationPhase.Resuming,
            "Migration failed due to problems at target." => XlMigrationPhase.TargetFailed,
            "** Migration failed during final handshake **" => XlMigrationPhase.HandshakeFailed,
            "migration target: Failure, destroying our copy." => XlMigrationPhase.TargetCleanup,
            _ => PhaseWithNumber(text),
        };

    private static XlMigrationPhase? PhaseWithNumber(string text)
    {
        if (StartFailure().IsMatch(text))
        {
            return XlMigrationPhase.StartFailureReported;
        }

        if (CreationFailure().IsMatch(text))
        {
            return XlMigrationPhase.CreationFailed;
        }

        if (SuspendRequest().IsMatch(text))
        {
            return XlMigrationPhase.SuspendRequested;
        }

        return GuestSuspended().IsMatch(text) ? XlMigrationPhase.Suspended : null;
    }

    /// <summary>Gets the place of a phase among those that the source itself announces.</summary>
    private static int? SourceOrder(XlMigrationPhase phase) =>
        phase switch
        {
            XlMigrationPhase.TransferAcknowledged => 1,
            XlMigrationPhase.PermissionGiven => 2,
            XlMigrationPhase.StartReported or XlMigrationPhase.StartFailureReported => 3,
            XlMigrationPhase.ResumedOnSource => 4,
            XlMigrationPhase.Successful
            or XlMigrationPhase.SuspendFailed
            or XlMigrationPhase.Resuming
            or XlMigrationPhase.TargetFailed
            or XlMigrationPhase.HandshakeFailed => 5,
            _ => null,
        };

    private static XlMigrationOutcome? OutcomeOf(XlMigrationPhase phase) =>
        phase switch
        {
            XlMigrationPhase.Successful => XlMigrationOutcome.Completed,
            XlMigrationPhase.SuspendFailed
            or XlMigrationPhase.Resuming
            or XlMigrationPhase.TargetFailed => XlMigrationOutcome.StayedOnSource,
            XlMigrationPhase.HandshakeFailed => XlMigrationOutcome.Ambiguous,
            _ => null,
        };

    private void NotePhase(XlMigrationPhase phase, TimedLine line)
    {
        if (SourceOrder(phase) is { } order)
        {
            bool failed = _marks.Any(m => m.Phase == XlMigrationPhase.StartFailureReported);
            if (
                (_sourcePhase is { } before && SourceOrder(before) >= order)
                || (phase == XlMigrationPhase.Successful && failed)
            )
            {
                throw Error(line, $"nothing that contradicts '{_sourcePhase}'");
            }

            _sourcePhase = phase;
        }

        // The guest is seen to be suspended twice, by the tool and by its helper; the first counts.
        if (!_marks.Any(mark => mark.Phase == phase))
        {
            _marks.Add(new(phase, line.At, _lineNumber));
        }

        _outcome = OutcomeOf(phase) ?? _outcome;
    }

    private void NoteProgress(Match match, TimedLine line)
    {
        if (
            !Numbers.TryCount(match.Groups["number"].ValueSpan, out int number)
            || !Numbers.TryCount(match.Groups["sent"].ValueSpan, out long sent)
            || !Numbers.TryCount(match.Groups["total"].ValueSpan, out long total)
            || sent > total
            || _iterations.Count >= IterationsMax
        )
        {
            throw Error(line, "'Frames iteration n: sent/total'");
        }

        XlIteration? last = _iterations.Count == 0 ? null : _iterations[^1];
        if (last is not null && last.Number == number)
        {
            if (total != last.FramesTotal || sent < last.FramesSent)
            {
                throw Error(line, $"progress after {last.FramesSent}/{last.FramesTotal}");
            }

            _iterations[^1] = last with { FramesSent = sent, LastReportAt = line.At };
        }
        else if (last is not null && number < last.Number)
        {
            throw Error(line, $"iteration {last.Number} or a later one");
        }
        else
        {
            _iterations.Add(new(number, sent, total, line.At, line.At));
        }
    }

    private TranscriptException Error(TimedLine line, string expected) =>
        new(Tool, _lineNumber, line.Text, expected);

    [GeneratedRegex(
        @"\Axc: (progress|detail): Frames iteration (?<number>[0-9]+)( of [0-9]+)?: (?<sent>[0-9]+)/(?<total>[0-9]+) +[0-9]+%\z",
        Options
    )]
    private static partial Regex Progress();

    [GeneratedRegex(
        @"\Amigration sender: Target reports startup failure \(status code -?[0-9]+\)\.\z",
        Options
    )]
    private static partial Regex StartFailure();

    [GeneratedRegex(@"\Amigration target: Domain creation failed \(code -?[0-9]+\)\.\z", Options)]
    private static partial Regex CreationFailure();

    [GeneratedRegex(@"\Alibxl: debug: .*issuing \S+ suspend request", Options)]
    private static partial Regex SuspendRequest();

    [GeneratedRegex(@"\Alibxl: debug: .*guest has suspended\z", Options)]
    private static partial Regex GuestSuspended();
}
