using MigSim.Lab.Parsing;

namespace MigSim.Lab.Tests.Parsing;

public sealed class ClStatusTests
{
    private const string NoDaemon =
        "Nov 23 04:30:33 node0 cl_status: [425]: ERROR: Cannot signon with heartbeat\n"
        + "Nov 23 04:30:33 node0 cl_status: [425]: ERROR: REASON: hb_api_signon: Can't initiate connection to heartbeat\n";

    [Theory]
    [InlineData("Heartbeat is running on this machine.\n", 0, true)]
    [InlineData("Heartbeat is stopped on this machine.\n", 1, false)]
    [InlineData("", 12, null)]
    public void ParseRunning_Answer_IsRead(string text, int exitCode, bool? expected) =>
        Assert.Equal(expected, ClStatusParser.ParseRunning(text, exitCode));

    [Theory]
    [InlineData("active\n", 0, HeartbeatNodeStatus.Active)]
    [InlineData("up\n", 0, HeartbeatNodeStatus.Up)]
    [InlineData("dead\n", 0, HeartbeatNodeStatus.Dead)]
    [InlineData(NoDaemon, 1, null)]
    [InlineData("", 12, null)]
    public void ParseNodeStatus_Answer_IsRead(
        string text,
        int exitCode,
        HeartbeatNodeStatus? expected
    ) => Assert.Equal(expected, ClStatusParser.ParseNodeStatus(text, exitCode));

    [Theory]
    [InlineData("local\n", 0, HeartbeatResources.Local)]
    [InlineData("all\n", 0, HeartbeatResources.All)]
    [InlineData("transition\n", 0, HeartbeatResources.Transition)]
    [InlineData(NoDaemon, 1, null)]
    public void ParseResources_Answer_IsRead(
        string text,
        int exitCode,
        HeartbeatResources? expected
    ) => Assert.Equal(expected, ClStatusParser.ParseResources(text, exitCode));

    [Fact]
    public void ParseOthers_Answer_IsRead()
    {
        Assert.Equal(
            ["node2", "node1", "node0"],
            ClStatusParser.ParseNames("node2\nnode1\nnode0\n", 0)!.Value
        );
        Assert.Equal(["eth1"], ClStatusParser.ParseNames("\teth1\n", 0)!.Value);
        Assert.Null(ClStatusParser.ParseNames(NoDaemon, 1));
        Assert.True(ClStatusParser.ParseLink("up\n", 0));
        Assert.False(ClStatusParser.ParseLink("dead\n", 0));
        Assert.Equal("200ms", ClStatusParser.ParseParameter("200ms\n", 0));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("activ", 0)]
    [InlineData("active", 0)]
    [InlineData("active\nactive\n", 0)]
    [InlineData("active\n", 1)]
    [InlineData("asleep\n", 0)]
    [InlineData("\n", 0)]
    public void ParseNodeStatus_NoSuchAnswer_Throws(string text, int exitCode) =>
        Assert.Throws<TranscriptException>(() => ClStatusParser.ParseNodeStatus(text, exitCode));

    [Theory]
    [InlineData("Heartbeat is running on this machine.\n", 1)]
    [InlineData("Heartbeat is stopped on this machine.\n", 0)]
    [InlineData("Heartbeat is run", 0)]
    public void ParseRunning_Contradiction_Throws(string text, int exitCode) =>
        Assert.Throws<TranscriptException>(() => ClStatusParser.ParseRunning(text, exitCode));
}
