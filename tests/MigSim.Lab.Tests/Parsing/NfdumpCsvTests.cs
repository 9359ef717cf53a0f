using System.Collections.Immutable;
using System.Net;
using MigSim.Lab.Parsing;
using MigSim.Units;

namespace MigSim.Lab.Tests.Parsing;

public sealed class NfdumpCsvTests
{
    [Fact]
    public void Parse_Flows_HaveAddressesAndCounts()
    {
        ImmutableArray<FlowRecord> flows = NfdumpCsvParser.Parse(Text);
        Assert.Equal(
            new FlowRecord(
                new DateTime(2026, 11, 23, 5, 5, 56),
                TimeSpan.FromMilliseconds(2),
                IPAddress.Parse("192.168.7.10"),
                IPAddress.Parse("192.168.7.20"),
                80,
                1024,
                "TCP",
                4,
                DataSize.FromBytes(395)
            ),
            flows[0]
        );
        // An echo request: type 8, code 0.
        Assert.Contains(flows, flow => flow is { Protocol: "ICMP", TargetPort: 8 * 256 });
    }

    [Fact]
    public void Parse_Aggregated_SummaryCountsFlowsBefore() =>
        Assert.Equal(8, NfdumpCsvParser.Parse(TranscriptFile.Read("nfdump-aggregated.csv")).Length);

    [Fact]
    public void Parse_RowMissing_DoesNotAddUp()
    {
        List<string> lines = [.. Text.Split('\n')];
        lines.RemoveAt(2);
        Assert.Throws<TranscriptException>(() => NfdumpCsvParser.Parse(string.Join('\n', lines)));
    }

    [Fact]
    public void Parse_CutAnywhere_IsRefused() =>
        Hostile.CutEverywhere(Text, text => NfdumpCsvParser.Parse(text), (_, _) => false);

    [Fact]
    public void Parse_Damaged_IsReadOrRefused() =>
        Hostile.Mutate(Text, text => NfdumpCsvParser.Parse(text));

    private static string Text => TranscriptFile.Read("nfdump.csv");
}
