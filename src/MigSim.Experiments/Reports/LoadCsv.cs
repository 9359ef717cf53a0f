using System.Collections.Immutable;
using System.Globalization;
using MigSim.Measurement;

namespace MigSim.Experiments.Reports;

/// <summary>
/// The file <c>load.csv</c>: one connection a line, with its time or why it failed.
/// </summary>
public static class LoadCsv
{
    /// <summary>Writes the connections in the order of their begin.</summary>
    public static void Write(TextWriter writer, ImmutableArray<LoadSample> samples)
    {
        writer.Write("started_s,connection_ms,failure\n");
        foreach (LoadSample sample in samples)
        {
            decimal started = (decimal)sample.StartedAt.Ticks / TimeSpan.TicksPerSecond;
            decimal? took = (decimal?)sample.Duration?.Ticks / TimeSpan.TicksPerMillisecond;
            string failure = sample.Failure is { } why ? KebabCase.Of(why) : "";
            writer.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{started:0.0000000},{took:0.0000},{failure}\n"
                )
            );
        }
    }
}
