using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MigSim.Lab.Parsing;

/// <summary>Reads the report of <c>httperf</c>.</summary>
/// <remarks>
/// A report that was cut off is refused: the counts of errors are at its end. So is one whose counts
/// do not add up.
/// </remarks>
public static class HttperfReportParser
{
    /// <summary>Reads a whole report.</summary>
    /// <exception cref="TranscriptException">It is not a whole report.</exception>
    public static HttperfReport Parse(string text)
    {
        var transcript = new Transcript("httperf", text);
        bool hasSessions = false;
        var bins = ImmutableArray.CreateBuilder<HttperfBin>();
        string line;
        do
        {
            // The command line, warnings and, if asked for, the progress.
            line = transcript.Read("'Total: connections …'");
            hasSessions |=
                line.StartsWith("httperf ", StringComparison.Ordinal)
                && line.Contains(" --wsess", StringComparison.Ordinal);
            if (HttperfLines.Bin().Match(line) is { Success: true } bin)
            {
                var fields = new Fields(transcript, bin);
                bins.Add(new(fields.Number("middle") / 1000, fields.Count("count")));
            }
        } while (!line.StartsWith("Total: ", StringComparison.Ordinal));

        Fields total = Fields.Match(transcript, line, HttperfLines.Total());
        int connections = total.Count("connections");
        int requests = total.Count("requests");
        int replies = total.Count("replies");
        if (replies > requests)
        {
            throw transcript.Error("no more replies than requests");
        }

        Fields.Next(transcript, HttperfLines.ConnectionRate());
        HttperfSummary? connectionTime = Fields
            .Next(transcript, HttperfLines.ConnectionTime())
            .Milliseconds(replies);
        Fields connect = Fields.Next(transcript, HttperfLines.ConnectTime());
        Fields.Next(transcript, HttperfLines.ConnectionLength());
        Fields.Next(transcript, HttperfLines.RequestRate());
        Fields.Next(transcript, HttperfLines.RequestSize());
        HttperfSummary? rate = Fields.Next(transcript, HttperfLines.ReplyRate()).Samples();
        Fields reply = Fields.Next(transcript, HttperfLines.ReplyTime());
        Fields.Next(transcript, HttperfLines.ReplySize());
        HttperfStatuses statuses = ReadStatuses(transcript, replies);
        Fields.Next(transcript, HttperfLines.CpuTime());
        Fields.Next(transcript, HttperfLines.NetworkRate());
        return new(
            connections,
            requests,
            replies,
            total.Time("duration", 1000),
            connectionTime,
            requests == 0 ? null : connect.Time("connect", 1),
            rate,
            replies == 0 ? null : reply.Time("response", 1),
            replies == 0 ? null : reply.Time("transfer", 1),
            statuses,
            ReadErrors(transcript),
            hasSessions ? ReadSessions(transcript) : null
        )
        {
            ConnectionTimes = bins.ToImmutable(),
        };
    }

    private static HttperfStatuses ReadStatuses(Transcript transcript, int replies)
    {
        Fields fields = Fields.Next(transcript, HttperfLines.ReplyStatus());
        var statuses = new HttperfStatuses(
            fields.Count("one"),
            fields.Count("two"),
            fields.Count("three"),
            fields.Count("four"),
            fields.Count("five")
        );
        long sum =
            (long)statuses.Informational
            + statuses.Successful
            + statuses.Redirecting
            + statuses.ClientErrors
            + statuses.ServerErrors;
        return sum == replies
            ? statuses
            : throw transcript.Error($"the statuses of {replies} replies");
    }

    private static HttperfErrors ReadErrors(Transcript transcript)
    {
        Fields first = Fields.Next(transcript, HttperfLines.Errors());
        Fields second = Fields.Next(transcript, HttperfLines.MoreErrors());
        var errors = new HttperfErrors(
            first.Count("total"),
            first.Count("client"),
            first.Count("socket"),
            first.Count("refused"),
            first.Count("reset"),
            second.Count("descriptors"),
            second.Count("addresses"),
            second.Count("files"),
            second.Count("other")
        );
        long sum =
            (long)errors.ClientTimeouts
            + errors.SocketTimeouts
            + errors.ConnectionsRefused
            + errors.ConnectionsReset
            + errors.DescriptorsUnavailable
            + errors.AddressesUnavailable
            + errors.FileTableFull
            + errors.Other;
        return sum == errors.Total
            ? errors
            : throw transcript.Error($"causes that add up to {errors.Total}");
    }

    private static HttperfSessions ReadSessions(Transcript transcript)
    {
        Fields rate = Fields.Next(transcript, HttperfLines.SessionRate());
        Fields.Next(transcript, HttperfLines.SessionConnections());
        Fields.Next(transcript, HttperfLines.SessionLifetime());
        Fields.Next(transcript, HttperfLines.SessionFailTime());
        Fields.Next(transcript, HttperfLines.SessionLengths());
        int completed = rate.Count("completed");
        int all = rate.Count("all");
        return completed <= all
            ? new(completed, all, rate.Number("mean"))
            : throw transcript.Error("no more sessions completed than begun");
    }

    /// <summary>The named parts of one line.</summary>
    private sealed class Fields(Transcript transcript, Match match)
    {
        public static Fields Next(Transcript transcript, Regex regex)
        {
            string line;
            do
            {
                line = transcript.Read($"a line like {regex}");
            } while (line.Length == 0);
            return Match(transcript, line, regex);
        }

        public static Fields Match(Transcript transcript, string line, Regex regex)
        {
            Match match = regex.Match(line);
            return match.Success
                ? new(transcript, match)
                : throw transcript.Error($"a line like {regex}");
        }

        public int Count(string name) =>
            Numbers.TryCount(match.Groups[name].ValueSpan, out int value)
                ? value
                : throw transcript.Error($"a count of {name}");

        public double Number(string name) =>
            Numbers.TryDecimal(match.Groups[name].ValueSpan, out double value)
                ? value
                : throw transcript.Error($"a number for {name}");

        public TimeSpan Time(string name, double milliseconds) =>
            Number(name) * milliseconds is var time and < 1e12
                ? TimeSpan.FromMilliseconds(time)
                : throw transcript.Error($"a time for {name}");

        public HttperfSummary? Milliseconds(int replies) =>
            replies == 0
                ? null
                : new(
                    null,
                    Number("minimum") / 1000,
                    Number("mean") / 1000,
                    Number("median") / 1000,
                    Number("maximum") / 1000,
                    replies == 1 ? null : Number("deviation") / 1000
                );

        public HttperfSummary? Samples()
        {
            int count = Count("samples");
            return count == 0
                ? null
                : new(
                    count,
                    Number("minimum"),
                    Number("mean"),
                    null,
                    Number("maximum"),
                    count == 1 ? null : Number("deviation")
                );
        }
    }
}
