using System.Collections.Immutable;
using System.Globalization;
using MigSim.Measurement;

namespace MigSim.Experiments.Reports;

/// <summary>The file <c>probe.csv</c>: one sample a line, an empty RTT where it was lost.</summary>
public static class ProbeCsv
{
    private const string Header = "seq,sent_s,rtt_ms";

    /// <summary>Writes the samples in their order, every time to the full 100 ns.</summary>
    public static void Write(TextWriter writer, ImmutableArray<ProbeSample> samples)
    {
        writer.Write(Header + "\n");
        foreach (ProbeSample sample in samples)
        {
            decimal sent = (decimal)sample.SentAt.Ticks / TimeSpan.TicksPerSecond;
            decimal? rtt = (decimal?)sample.RoundTripTime?.Ticks / TimeSpan.TicksPerMillisecond;
            writer.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sample.Sequence},{sent:0.0000000},{rtt:0.0000}\n"
                )
            );
        }
    }

    /// <summary>Reads the samples back.</summary>
    /// <exception cref="FormatException">It is not such a file; the message says where.</exception>
    public static ImmutableArray<ProbeSample> Read(TextReader reader)
    {
        if (reader.ReadLine() != Header)
        {
            throw new FormatException($"line 1: expected '{Header}'");
        }

        ImmutableArray<ProbeSample>.Builder samples = ImmutableArray.CreateBuilder<ProbeSample>();
        for (int line = 2; reader.ReadLine() is { } text; line++)
        {
            string[] cells = text.Split(',');
            if (
                cells.Length != 3
                || !int.TryParse(cells[0], CultureInfo.InvariantCulture, out int sequence)
                || Ticks(cells[1], TimeSpan.TicksPerSecond) is not { } sentAt
                || (cells[2].Length > 0 && Ticks(cells[2], TimeSpan.TicksPerMillisecond) is null)
            )
            {
                throw new FormatException($"line {line}: '{text}' is not {Header}");
            }

            samples.Add(
                new ProbeSample(sequence, sentAt, Ticks(cells[2], TimeSpan.TicksPerMillisecond))
            );
        }

        return samples.ToImmutable();
    }

    private static TimeSpan? Ticks(string text, long ticksPerUnit) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
        && Math.Abs(number) < decimal.MaxValue / TimeSpan.TicksPerDay
        && Math.Abs(number * ticksPerUnit) < long.MaxValue
            ? TimeSpan.FromTicks((long)(number * ticksPerUnit))
            : null;
}
