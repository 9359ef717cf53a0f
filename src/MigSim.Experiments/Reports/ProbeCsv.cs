using System.Collections.Immutable;
using System.Globalization;
using MigSim.Measurement;

namespace MigSim.Experiments.Reports;

/// <summary>The file <c>probe.csv</c>: one sample a line, an empty RTT where it was lost.</summary>
public static class ProbeCsv
{
    /// <summary>Writes the samples in their order, every time to the full 100 ns.</summary>
    public static void Write(TextWriter writer, ImmutableArray<ProbeSample> samples)
    {
        writer.Write("seq,sent_s,rtt_ms\n");
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
}
