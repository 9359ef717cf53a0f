using MigSim.Lab.Parsing;
using MigSim.Measurement;

namespace MigSim.Lab.Tools;

/// <summary>Makes samples of the lines of <c>ping -D -O</c>: what was sent when, and its fate.</summary>
/// <remarks>
/// An answer is stamped when it came, so its request left one round trip before. A request that is
/// still open is reported when the next one is due: that stamp is when the next one left. Only a lost
/// request right after an answered one has no stamp of its own; it left one interval later.
/// </remarks>
internal sealed class PingTimeline(ProbeSpec spec, TimeSpan offset)
{
    private const int SequenceRange = 65_536;

    private readonly SortedDictionary<int, TimeSpan> _sentAt = [];
    private readonly SortedDictionary<int, TimeSpan> _answered = [];
    private TimeSpan? _lastSentAt;
    private int _next = 1;
    private int _highest;

    /// <summary>Gets a value indicating whether the fate of every request is known.</summary>
    public bool IsOver => _next > spec.Count;

    /// <summary>Takes a line and yields what it settles, in order of sequence.</summary>
    public IEnumerable<ProbeSample> Add(PingLine line, int lineNumber)
    {
        switch (line)
        {
            case PingLine.Reply { IsDuplicate: false } reply:
                TimeSpan time = reply.RoundTripTime ?? throw Error(lineNumber, "a round-trip time");
                TimeSpan cameAt = At(reply, lineNumber);
                int sequence = Unwrap(reply.Sequence);
                _sentAt[sequence] = cameAt - time;
                _answered[sequence] = time;
                return Settle(cameAt, lineNumber);
            case PingLine.NoAnswerYet open:
                TimeSpan nextSentAt = At(open, lineNumber);
                int next = Unwrap(open.Sequence) + 1;
                NoteGuess(next - 1, nextSentAt);
                _highest = Math.Max(_highest, next);
                _sentAt.TryAdd(next, nextSentAt);
                return Settle(nextSentAt, lineNumber);
            case PingLine.Counts counts:
                _highest = (int)Math.Min(counts.Transmitted, int.MaxValue);
                return Settle(null, lineNumber);
            default:
                return [];
        }
    }

    private static TranscriptException Error(int lineNumber, string expected) =>
        new("ping", lineNumber, "a line without it", expected);

    private TimeSpan At(PingLine line, int lineNumber) =>
        offset + (line.Stamp ?? throw Error(lineNumber, "a time stamp"));

    /// <summary>Gets the sequence number that was cut down to 16 bits.</summary>
    private int Unwrap(int sequence)
    {
        int full = _highest - (_highest % SequenceRange) + sequence;
        if (full > _highest + (SequenceRange / 2) && full >= SequenceRange)
        {
            full -= SequenceRange;
        }
        else if (full < _highest - (SequenceRange / 2))
        {
            full += SequenceRange;
        }

        _highest = Math.Max(_highest, full);
        return full;
    }

    private IEnumerable<ProbeSample> Settle(TimeSpan? now, int lineNumber)
    {
        var settled = new List<ProbeSample>();
        while (_next <= Math.Min(_highest, spec.Count))
        {
            bool isAnswered = _answered.TryGetValue(_next, out TimeSpan time);
            TimeSpan sentAt = SentAt(lineNumber);
            if (!isAnswered && now is { } at && at - sentAt <= spec.Timeout)
            {
                break;
            }

            bool isInTime = isAnswered && time <= spec.Timeout;
            settled.Add(new(_next, sentAt, isInTime ? time : null));
            _lastSentAt = sentAt;
            _sentAt.Remove(_next);
            _answered.Remove(_next);
            _next++;
        }

        return settled;
    }

    /// <summary>Notes when an open request left, if that is not known, from the one after it.</summary>
    private void NoteGuess(int sequence, TimeSpan nextSentAt)
    {
        if (sequence < _next || _sentAt.ContainsKey(sequence))
        {
            return;
        }

        TimeSpan? before =
            _sentAt.TryGetValue(sequence - 1, out TimeSpan known) ? known
            : sequence == _next ? _lastSentAt
            : null;
        TimeSpan guess = before is { } sentAt ? sentAt + spec.Interval : nextSentAt - spec.Interval;
        _sentAt[sequence] = guess < nextSentAt ? guess : nextSentAt;
    }

    private TimeSpan SentAt(int lineNumber)
    {
        if (_sentAt.TryGetValue(_next, out TimeSpan known))
        {
            return known;
        }

        bool hasNext = _sentAt.TryGetValue(_next + 1, out TimeSpan after);
        if (_lastSentAt is not { } last)
        {
            return hasNext
                ? after - spec.Interval
                : throw Error(lineNumber, "any stamp near the first request");
        }

        TimeSpan guess = last + spec.Interval;
        return hasNext && after < guess ? after : guess;
    }
}
