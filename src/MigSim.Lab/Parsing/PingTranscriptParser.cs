using System.Collections.Immutable;

namespace MigSim.Lab.Parsing;

/// <summary>Reads what one <c>ping</c> printed.</summary>
public static class PingTranscriptParser
{
    /// <summary>Reads a text, of which the end may be missing; see the result's IsComplete.</summary>
    /// <exception cref="TranscriptException">It is not the text of a ping.</exception>
    public static PingTranscript Parse(string text)
    {
        var transcript = new Transcript("ping", text);
        if (ReadLine(transcript) is not PingLine.Heading heading)
        {
            throw transcript.Error("'PING target …'");
        }

        var lines = ImmutableArray.CreateBuilder<PingLine>();
        while (!transcript.IsAtEnd)
        {
            PingLine line = ReadLine(transcript);
            if (line is PingLine.SummaryHeading summary)
            {
                if (summary.Target != heading.Target)
                {
                    throw transcript.Error($"the summary of {heading.Target}");
                }

                return ReadSummary(transcript, heading, lines.ToImmutable());
            }

            if (!IsBody(line))
            {
                throw transcript.Error("an answer or the summary");
            }

            if (line is not PingLine.Blank)
            {
                lines.Add(line);
            }
        }

        return new(heading.Target, lines.ToImmutable(), null, null);
    }

    private static PingTranscript ReadSummary(
        Transcript transcript,
        PingLine.Heading heading,
        ImmutableArray<PingLine> lines
    )
    {
        if (transcript.IsAtEnd)
        {
            return new(heading.Target, lines, null, null);
        }

        if (ReadLine(transcript) is not PingLine.Counts counts)
        {
            throw transcript.Error("'n packets transmitted, …'");
        }

        PingLine.RoundTripTimes? times = null;
        while (!transcript.IsAtEnd)
        {
            PingLine line = ReadLine(transcript);
            switch (line)
            {
                case PingLine.RoundTripTimes found when times is null && counts.Received > 0:
                    times = found;
                    break;
                case PingLine.PipeOnly or PingLine.Blank:
                    break;
                default:
                    throw transcript.Error("the round-trip times or the end");
            }
        }

        return new(heading.Target, lines, counts, times);
    }

    private static bool IsBody(PingLine line) =>
        line
            is PingLine.Reply
                or PingLine.NoAnswerYet
                or PingLine.Refusal
                or PingLine.Complaint
                or PingLine.Blank;

    private static PingLine ReadLine(Transcript transcript)
    {
        string line = transcript.Read("a line of ping");
        return PingLineParser.Parse(line, transcript.LineNumber);
    }
}
