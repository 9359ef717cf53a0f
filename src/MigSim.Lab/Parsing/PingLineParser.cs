using System.Net;
using System.Text.RegularExpressions;

namespace MigSim.Lab.Parsing;

/// <summary>Reads single lines of iputils <c>ping</c>.</summary>
public static partial class PingLineParser
{
    private const string Tool = "ping";

    // An echo has 8 bytes of header; its data must hold a time stamp of 16 bytes.
    private const int BytesWithTimeMin = 24;

    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Reads one line.</summary>
    /// <exception cref="TranscriptException">ping does not print such a line.</exception>
    public static PingLine Parse(string line, int lineNumber)
    {
        ArgumentNullException.ThrowIfNull(line);
        string text = line.TrimEnd('\r');
        if (text.Length == 0)
        {
            return new PingLine.Blank();
        }

        if (text.StartsWith("ping: ", StringComparison.Ordinal))
        {
            return new PingLine.Complaint(text["ping: ".Length..]);
        }

        if (text.StartsWith("Warning: ", StringComparison.Ordinal))
        {
            return new PingLine.Complaint(text);
        }

        return ParseHeading(text)
            ?? ParseEcho(text)
            ?? ParseSummary(text)
            ?? throw new TranscriptException(Tool, lineNumber, line, "a line of ping");
    }

    private static PingLine? ParseHeading(string text)
    {
        Match match = Heading().Match(text);
        if (match.Success && Numbers.TryCount(match.Groups["bytes"].ValueSpan, out long bytes))
        {
            return new PingLine.Heading(match.Groups["target"].Value, bytes);
        }

        match = SummaryHeading().Match(text);
        return match.Success ? new PingLine.SummaryHeading(match.Groups["target"].Value) : null;
    }

    private static PingLine? ParseEcho(string text)
    {
        TimeSpan? stamp = null;
        if (text[0] == '[')
        {
            int end = text.IndexOf("] ", StringComparison.Ordinal);
            if (end < 0 || !Numbers.TryMicroseconds(text.AsSpan(1, end - 1), out TimeSpan at))
            {
                return null;
            }

            stamp = at;
            text = text[(end + 2)..];
        }

        return ParseReply(stamp, text) ?? ParseNoAnswer(stamp, text) ?? ParseRefusal(stamp, text);
    }

    private static PingLine? ParseReply(TimeSpan? stamp, string text)
    {
        Match match = Reply().Match(text);
        if (
            !match.Success
            || !Numbers.TryPort(match.Groups["bytes"].ValueSpan, out int bytes)
            || !IPAddress.TryParse(match.Groups["source"].ValueSpan, out IPAddress? source)
            || !Numbers.TryPort(match.Groups["sequence"].ValueSpan, out int sequence)
        )
        {
            return null;
        }

        TimeSpan? roundTripTime = null;
        if (match.Groups["time"].Success)
        {
            if (!TryMilliseconds(match.Groups["time"].ValueSpan, out TimeSpan time))
            {
                return null;
            }

            roundTripTime = time;
        }
        else if (bytes >= BytesWithTimeMin)
        {
            return null;
        }

        return new PingLine.Reply(
            stamp,
            source,
            sequence,
            roundTripTime,
            match.Groups["duplicate"].Success
        );
    }

    private static PingLine? ParseNoAnswer(TimeSpan? stamp, string text)
    {
        Match match = NoAnswer().Match(text);
        return
            match.Success && Numbers.TryPort(match.Groups["sequence"].ValueSpan, out int sequence)
            ? new PingLine.NoAnswerYet(stamp, sequence)
            : null;
    }

    private static PingLine? ParseRefusal(TimeSpan? stamp, string text)
    {
        Match match = Refusal().Match(text);
        return
            match.Success && Numbers.TryPort(match.Groups["sequence"].ValueSpan, out int sequence)
            ? new PingLine.Refusal(
                stamp,
                match.Groups["source"].Value,
                sequence,
                match.Groups["reason"].Value
            )
            : null;
    }

    private static PingLine? ParseSummary(string text)
    {
        Match match = Pipe().Match(text);
        if (match.Success)
        {
            return Numbers.TryCount(match.Groups["pipe"].ValueSpan, out int pipe)
                ? new PingLine.PipeOnly(pipe)
                : null;
        }

        match = RoundTripTimes().Match(text);
        return match.Success ? ParseRoundTripTimes(match) : ParseCounts(Counts().Match(text));
    }

    private static PingLine.Counts? ParseCounts(Match match)
    {
        if (
            !match.Success
            || !TryOptional(match.Groups["sent"], out long sent)
            || !TryOptional(match.Groups["received"], out long received)
            || !TryOptional(match.Groups["duplicates"], out long duplicates)
            || !TryOptional(match.Groups["corrupted"], out long corrupted)
            || !TryOptional(match.Groups["errors"], out long errors)
            || !TryOptional(match.Groups["elapsed"], out long elapsed)
            || received > sent
        )
        {
            return null;
        }

        TimeSpan? time = match.Groups["elapsed"].Success
            ? TimeSpan.FromMilliseconds((double)Math.Min(elapsed, uint.MaxValue))
            : null;
        return new(sent, received, duplicates, corrupted, errors, time);
    }

    private static PingLine.RoundTripTimes? ParseRoundTripTimes(Match match)
    {
        if (
            !TryMilliseconds(match.Groups["minimum"].ValueSpan, out TimeSpan minimum)
            || !TryMilliseconds(match.Groups["mean"].ValueSpan, out TimeSpan mean)
            || !TryMilliseconds(match.Groups["maximum"].ValueSpan, out TimeSpan maximum)
            || !TryMilliseconds(match.Groups["deviation"].ValueSpan, out TimeSpan deviation)
            || minimum > maximum
        )
        {
            return null;
        }

        if (!match.Groups["pipe"].Success)
        {
            return new(minimum, mean, maximum, deviation, null);
        }

        return Numbers.TryCount(match.Groups["pipe"].ValueSpan, out int pipe)
            ? new(minimum, mean, maximum, deviation, pipe)
            : null;
    }

    private static bool TryOptional(Group group, out long value)
    {
        value = 0;
        return !group.Success || Numbers.TryCount(group.ValueSpan, out value);
    }

    private static bool TryMilliseconds(ReadOnlySpan<char> text, out TimeSpan time)
    {
        bool isTime = Numbers.TryDecimal(text, out double milliseconds) && milliseconds < 1e10;
        time = isTime ? TimeSpan.FromMilliseconds(milliseconds) : default;
        return isTime;
    }

    [GeneratedRegex(
        @"\APING (?<target>\S+)( \(\S+\))?( from .+:)? (?<bytes>[0-9]+)(\([0-9]+\))? (data )?bytes( of data\.)?\z",
        Options
    )]
    private static partial Regex Heading();

    [GeneratedRegex(@"\A--- (?<target>\S+) ping statistics ---\z", Options)]
    private static partial Regex SummaryHeading();

    [GeneratedRegex(
        @"\A(?<bytes>[0-9]+) bytes from (\S+ \()?(?<source>[0-9a-fA-F.:]*[0-9a-fA-F])(%[^ :)]+)?\)?: icmp_seq=(?<sequence>[0-9]+) ttl=[0-9]+( \(truncated\))?( time=(?<time>[0-9.]+) ms)?(?<duplicate> \(DUP!\))?( \(BAD CHECKSUM!\))?( \(DIFFERENT ADDRESS!\))?\z",
        Options
    )]
    private static partial Regex Reply();

    [GeneratedRegex(@"\Ano answer yet for icmp_seq=(?<sequence>[0-9]+)\z", Options)]
    private static partial Regex NoAnswer();

    [GeneratedRegex(
        @"\AFrom (?<source>\S+?)( \(\S+\))?:? icmp_seq=(?<sequence>[0-9]+) (?<reason>\S.*)\z",
        Options
    )]
    private static partial Regex Refusal();

    [GeneratedRegex(
        @"\A(?<sent>[0-9]+) packets transmitted, (?<received>[0-9]+) received(, \+(?<duplicates>[0-9]+) duplicates)?(, \+(?<corrupted>[0-9]+) corrupted)?(, \+(?<errors>[0-9]+) errors)?(, [0-9.e+-]+% packet loss)?(, time (?<elapsed>[0-9]+)ms)?\z",
        Options
    )]
    private static partial Regex Counts();

    [GeneratedRegex(
        @"\Artt min/avg/max/mdev = (?<minimum>[0-9.]+)/(?<mean>[0-9.]+)/(?<maximum>[0-9.]+)/(?<deviation>[0-9.]+) ms(, pipe (?<pipe>[0-9]+))?(, ipg/ewma [0-9.]+/[0-9.]+ ms)?\z",
        Options
    )]
    private static partial Regex RoundTripTimes();

    [GeneratedRegex(@"\Apipe (?<pipe>[0-9]+)\z", Options)]
    private static partial Regex Pipe();
}
