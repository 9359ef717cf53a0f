using MigSim.Models.Network;

namespace MigSim.Models.Tests.Network;

public sealed class RetransmissionTests
{
    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(false, 3, 4)]
    [InlineData(true, 1, 0.2)]
    [InlineData(true, 4, 1.6)]
    [InlineData(false, 60, 120)]
    public void Wait_EachTry_DoublesUpToTwoMinutes(bool isConnected, int tries, double seconds) =>
        Assert.Equal(seconds, Retransmission.Wait(isConnected, tries), 9);
}
