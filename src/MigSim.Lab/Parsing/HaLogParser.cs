using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MigSim.Lab.Parsing;

/// <summary>Reads Heartbeat's ha-log, which has two forms of lines.</summary>
/// <remarks>
/// The daemon writes <c>Nov 23 04:30:26 node1 heartbeat: [89]: WARN: …</c>, without a year; its
/// scripts write <c>2026/11/23_04:30:19  mach_down(default)[181]:    info: …</c>.
/// </remarks>
public static partial class HaLogParser
{
    private const string Tool = "ha-log";

    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Reads a whole log; it has no end mark.</summary>
    /// <param name="text">The log.</param>
    /// <param name="year">The year of the lines that do not tell it.</param>
    /// <exception cref="TranscriptException">A line has neither form.</exception>
    public static ImmutableArray<HaLogLine> Parse(string text, int year)
    {
        var transcript = new Transcript(Tool, text);
        var lines = ImmutableArray.CreateBuilder<HaLogLine>();
        while (!transcript.IsAtEnd)
        {
            string line = transcript.Read("a line");
            lines.Add(ParseLine(line, year, transcript.LineNumber));
        }

        return lines.ToImmutable();
    }

    /// <summary>Reads one line.</summary>
    /// <exception cref="TranscriptException">The line has neither form.</exception>
    public static HaLogLine ParseLine(string line, int year, int lineNumber)
    {
        ArgumentNullException.ThrowIfNull(line);
        Match match = DaemonLine().Match(line);
        string format = "yyyy MMM d HH:mm:ss";
        string time;
        if (match.Success)
        {
            string day = match.Groups["day"].Value.TrimStart(' ');
            time =
                $"{year.ToString("0000", CultureInfo.InvariantCulture)} {match.Groups["month"].Value} {day} {match.Groups["time"].Value}";
        }
        else
        {
            match = ScriptLine().Match(line);
            format = "yyyy/MM/dd_HH:mm:ss";
            time = match.Groups["time"].Value;
        }

        if (
            !match.Success
            || !Numbers.TryCount(match.Groups["process"].ValueSpan, out int process)
            || !DateTime.TryParseExact(
                time,
                format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out DateTime at
            )
        )
        {
            throw new TranscriptException(
                Tool,
                lineNumber,
                line,
                "'Mon d h:m:s host program: [pid]: …' or 'y/m/d_h:m:s program[pid]: …'"
            );
        }

        string message = match.Groups["message"].Value;
        return new(
            at,
            match.Groups["host"].Success ? match.Groups["host"].Value : null,
            match.Groups["program"].Value,
            process,
            Severity(match.Groups["severity"].Value),
            message,
            HaLogMessages.Interpret(message)
        );
    }

    private static HaLogSeverity Severity(string word) =>
        word.ToUpperInvariant() switch
        {
            "DEBUG" => HaLogSeverity.Debug,
            "INFO" => HaLogSeverity.Information,
            "WARN" or "WARNING" => HaLogSeverity.Warning,
            "ERROR" => HaLogSeverity.Error,
            "CRIT" or "EMERG" => HaLogSeverity.Critical,
            _ => HaLogSeverity.None,
        };

    [GeneratedRegex(
        @"\A(?<month>[A-Z][a-z]{2}) (?<day>[0-9 ][0-9]) (?<time>[0-9]{2}:[0-9]{2}:[0-9]{2}) (?<host>\S+) (?<program>\S+): \[(?<process>[0-9]+)\]: ((?<severity>debug|info|WARN|ERROR|CRIT|EMERG): )?(?<message>.*)\z",
        Options
    )]
    private static partial Regex DaemonLine();

    [GeneratedRegex(
        @"\A(?<time>[0-9]{4}/[0-9]{2}/[0-9]{2}_[0-9]{2}:[0-9]{2}:[0-9]{2}) +(?<program>\S+)\[(?<process>[0-9]+)\]:\s+((?<severity>debug|info|DEBUG|INFO|WARN|WARNING|ERROR|CRIT|EMERG):( +|\z))?(?<message>.*)\z",
        Options
    )]
    private static partial Regex ScriptLine();
}
