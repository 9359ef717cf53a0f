using MigSim.Models.Network;

namespace MigSim.Models.Tests.Network;

public sealed class FramingTests
{
    [Fact]
    public void WirePerByte_OnGigabit_LeavesWhatTcpReaches() =>
        Assert.Equal(941.5, 1000 / Framing.WirePerByte, 0.05);

    [Fact]
    public void FrameBytes_FullSegment_FillsTheLargestEthernetFrame()
    {
        const int Tcp = 20 + 12;
        const int Ethernet = 8 + 14 + 4 + 12;
        Assert.Equal(1500, Framing.SegmentBytes + 20 + Tcp);
        Assert.Equal(1500 + Ethernet, Framing.FrameBytes);
    }

    [Theory]
    [InlineData(0, 84)]
    [InlineData(1, 84)]
    [InlineData(18, 84)]
    [InlineData(19, 85)]
    [InlineData(56, 122)]
    public void DatagramOnWire_AnyPayload_NeverBelowTheSmallestFrame(int payload, int expected) =>
        Assert.Equal(expected, Framing.DatagramOnWire(payload));

    [Theory]
    [InlineData(0, 90)]
    [InlineData(100, 190)]
    [InlineData(Framing.SegmentBytes, Framing.FrameBytes)]
    public void SegmentOnWire_AnyPayload_HasAllHeaders(int payload, int expected) =>
        Assert.Equal(expected, Framing.SegmentOnWire(payload));
}
