using System.Globalization;
using MigSim.Measurement;

namespace MigSim.Experiments.Reports;

/// <summary>The file <c>flows.csv</c>: one flow a line, in the order of their first packets.</summary>
public static class FlowsCsv
{
    /// <summary>Writes all flows; bytes are counted from the IP header on.</summary>
    public static void Write(TextWriter writer, FlowReport report)
    {
        writer.Write(
            "source,target,protocol,source_port,target_port,first_s,last_s,packets,bytes,kept_packets,kept_bytes\n"
        );
        foreach (FlowStatistics flow in report.Flows)
        {
            FlowId id = flow.Flow;
            decimal first = (decimal)flow.FirstPacketAt.Ticks / TimeSpan.TicksPerSecond;
            decimal last = (decimal)flow.LastPacketAt.Ticks / TimeSpan.TicksPerSecond;
            writer.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{id.Source},{id.Target},{id.Protocol},{id.SourcePort},{id.TargetPort},{first:0.0000000},{last:0.0000000},{flow.Packets},{flow.Size.Bytes},{flow.KeptPackets},{flow.KeptSize.Bytes}\n"
                )
            );
        }
    }
}
