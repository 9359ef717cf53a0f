using System.Globalization;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Running;

/// <summary>The file <c>summary.csv</c>: a line for each point and metric.</summary>
public static class SummaryCsv
{
    /// <summary>Writes the points in the study's order, the metrics in the order of their names.</summary>
    public static void Write(TextWriter writer, StudySummary summary)
    {
        writer.Write(
            "point,metric,n,mean,standard_deviation,mean_low_95,mean_high_95,"
                + "median,p05,p25,p75,p95,median_low_95,median_high_95,p95_low_95,p95_high_95\n"
        );
        foreach (PointSummary point in summary.Points)
        {
            foreach ((string metric, SampleStatistics? s) in point.Metrics)
            {
                string numbers = s is null
                    ? "0,,,,,,,,,,,,,"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{s.Count},{s.Mean},{s.StandardDeviation},{s.IntervalLow},{s.IntervalHigh},"
                            + $"{s.Median},{s.P05},{s.P25},{s.P75},{s.P95},"
                            + $"{s.MedianInterval?.Low},{s.MedianInterval?.High},{s.P95Interval?.Low},{s.P95Interval?.High}"
                    );
                writer.Write($"{CsvText.Quoted(point.Point)},{CsvText.Quoted(metric)},{numbers}\n");
            }
        }
    }
}
