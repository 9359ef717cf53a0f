using MigSim.Lab.Flows;
using MigSim.Lab.Parsing;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Lab.Tests.Flows;

public sealed class NetFlowMonitorTests
{
    private static readonly DateTime s_began = new(
        2026,
        11,
        23,
        12,
        0,
        0,
        DateTimeKind.Unspecified
    );

    [Fact]
    public void Convert_Records_HaveTheRunsClockAndTheProtocolsNumbers()
    {
        FlowReport report = NetFlowMonitor.Convert(
            [Record("TCP", 7, 80), Record("ICMP", 3, 2048)],
            s_began
        );

        Assert.Equal([1, 6], report.Flows.Select(flow => flow.Flow.Protocol));
        Assert.Equal(TimeSpan.FromSeconds(3), report.Flows[0].FirstPacketAt);
        Assert.Equal(TimeSpan.FromSeconds(5), report.Flows[0].LastPacketAt);
        Assert.Equal(2048, report.Flows[0].Flow.TargetPort);
        Assert.Null(report.Packets);
    }

    [Fact]
    public void Convert_UnknownProtocol_IsRefused() =>
        Assert.Throws<TranscriptException>(() =>
            NetFlowMonitor.Convert([Record("XYZ", 1, 1)], s_began)
        );

    private static FlowRecord Record(string protocol, int second, int port) =>
        new(
            s_began.AddSeconds(second),
            TimeSpan.FromSeconds(2),
            new([10, 0, 0, 1]),
            new([10, 0, 0, 2]),
            0,
            port,
            protocol,
            5,
            DataSize.FromBytes(420)
        );
}
