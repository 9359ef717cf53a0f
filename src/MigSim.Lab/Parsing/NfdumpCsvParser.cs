using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MigSim.Units;

namespace MigSim.Lab.Parsing;

/// <summary>Reads <c>nfdump -o csv</c> of version 1.7: a heading, flows and a summary.</summary>
/// <remarks>
/// The summary counts bytes and packets; a text whose flows do not add up to it was cut off or
/// changed, and is refused. It counts flows before they were aggregated, so there may be fewer.
/// </remarks>
public static class NfdumpCsvParser
{
    private const string Heading =
        "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,"
        + "dir,nh,nhb,svln,dvln,ismc,odmc,idmc,osmc,mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,"
        + "mpls8,mpls9,mpls10,cl,sl,al,ra,eng,exid,tr";

    private const int ColumnCount = 48;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    // 2^50: sums of many stay far from the limits of the type.
    private const long CountMax = 1L << 50;

    /// <summary>Reads a whole table.</summary>
    /// <exception cref="TranscriptException">It is not a whole table.</exception>
    public static ImmutableArray<FlowRecord> Parse(string text)
    {
        var transcript = new Transcript("nfdump", text);
        if (transcript.Read("the heading") != Heading)
        {
            throw transcript.Error($"the heading with {ColumnCount} columns");
        }

        var flows = ImmutableArray.CreateBuilder<FlowRecord>();
        long packets = 0;
        long bytes = 0;
        string line = transcript.Read("a flow or 'Summary'");
        while (line != "Summary")
        {
            FlowRecord flow = ReadFlow(transcript, line);
            packets += flow.Packets;
            bytes += flow.Size.Bytes;
            if (packets > CountMax || bytes > CountMax)
            {
                throw transcript.Error("a reasonable number of packets and bytes");
            }

            flows.Add(flow);
            line = transcript.Read("a flow or 'Summary'");
        }

        ReadSummary(transcript, flows.Count, bytes, packets);
        return flows.ToImmutable();
    }

    private static void ReadSummary(Transcript transcript, int flows, long bytes, long packets)
    {
        if (transcript.Read("the summary") != "flows,bytes,packets,avg_bps,avg_pps,avg_bpp")
        {
            throw transcript.Error("the heading of the summary");
        }

        string[] fields = transcript.Read("the summary").Split(',');
        if (
            fields.Length != 6
            || !Numbers.TryCount(fields[0], out long counted)
            || counted < flows
            || !IsCount(fields[1], bytes)
            || !IsCount(fields[2], packets)
            || !transcript.IsAtEnd
        )
        {
            throw transcript.Error(
                $"at least {flows} flows, {bytes} bytes and {packets} packets, and the end"
            );
        }
    }

    private static FlowRecord ReadFlow(Transcript transcript, string line)
    {
        string[] fields = line.Split(',');
        return
            fields.Length == ColumnCount
            && DateTime.TryParseExact(
                fields[0],
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out DateTime first
            )
            && Numbers.TryDecimal(fields[2], out double seconds)
            && seconds < 1e9
            && IPAddress.TryParse(fields[3].Trim(' '), out IPAddress? source)
            && IPAddress.TryParse(fields[4].Trim(' '), out IPAddress? target)
            && Numbers.TryPort(fields[5], out int sourcePort)
            && Numbers.TryPort(fields[6], out int targetPort)
            && fields[7].Trim(' ') is { Length: > 0 } protocol
            && TryCount(fields[11], out long packetsIn)
            && TryCount(fields[12], out long bytesIn)
            && TryCount(fields[13], out long packetsOut)
            && TryCount(fields[14], out long bytesOut)
            ? new(
                first,
                TimeSpan.FromSeconds(seconds),
                source,
                target,
                sourcePort,
                targetPort,
                protocol,
                packetsIn + packetsOut,
                DataSize.FromBytes(bytesIn + bytesOut)
            )
            : throw transcript.Error($"a flow with {ColumnCount} fields");
    }

    private static bool TryCount(string text, out long value) =>
        Numbers.TryCount(text, out value) && value <= CountMax;

    private static bool IsCount(string text, long expected) =>
        Numbers.TryCount(text, out long value) && value == expected;
}
