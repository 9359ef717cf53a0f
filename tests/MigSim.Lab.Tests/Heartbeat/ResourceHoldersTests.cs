using MigSim.Clustering;
using MigSim.Lab.Agents;
using MigSim.Lab.Heartbeat;
using MigSim.Lab.Parsing;

namespace MigSim.Lab.Tests.Heartbeat;

public sealed class ResourceHoldersTests
{
    private static readonly HostName Home = new("node0");
    private static readonly HostName Heir = new("node1");
    private static readonly VmName Vm = new("x0");

    [Fact]
    public void IsSettled_Started_OnlyWhenTheScriptHasEnded()
    {
        var holders = new ResourceHolders();
        Assert.False(holders.IsSettled(Vm, Home));
        Call(holders, Home, "status", 3);
        Assert.False(holders.IsSettled(Vm, Home));
        holders.Note(new(default, Home, new AgentEvent.ScriptCalled(0, "x0", "start")));
        Assert.False(holders.IsSettled(Vm, Home));
        Assert.Equal("a script is at work on x0", holders.Describe(Vm));
        holders.Note(new(default, Home, new AgentEvent.ScriptEnded(0, "x0", "start", 0, null)));
        Assert.True(holders.IsSettled(Vm, Home));
        Assert.False(holders.IsSettled(Vm, Heir));
    }

    [Fact]
    public void IsSettled_RanAlready_TheAnswerToStatusWillDo()
    {
        var holders = new ResourceHolders();
        Call(holders, Home, "status", 0);
        Assert.True(holders.IsSettled(Vm, Home));
    }

    [Fact]
    public void IsSettled_HeldTwice_IsNot()
    {
        var holders = new ResourceHolders();
        Call(holders, Home, "start", 0);
        Call(holders, Heir, "start", 0);
        Assert.False(holders.IsSettled(Vm, Home));
        Assert.Equal("x0 is held by node0 and node1", holders.Describe(Vm));
        Call(holders, Home, "stop", 0);
        Assert.True(holders.IsSettled(Vm, Heir));
    }

    [Fact]
    public void IsSettled_StartFailed_IsHeldByNobody()
    {
        var holders = new ResourceHolders();
        Call(holders, Home, "start", 1);
        Assert.Equal("x0 is held by nobody", holders.Describe(Vm));
    }

    [Theory]
    [InlineData(0, ScriptExit.Success)]
    [InlineData(3, ScriptExit.NotRunning)]
    [InlineData(1, ScriptExit.GenericError)]
    [InlineData(137, ScriptExit.GenericError)]
    public void Of_AnEnd_HasHeartbeatsReadingOfTheCode(int code, ScriptExit expected) =>
        Assert.Equal(
            expected,
            ResourceEvents
                .Of(new(default, Home, new AgentEvent.ScriptEnded(0, "x0", "stop", code, null)))!
                .Value.Exit
        );

    [Fact]
    public void Of_OtherEvents_IsNone()
    {
        Assert.Null(
            ResourceEvents.Of(new(default, Home, new AgentEvent.ScriptCalled(0, "x0", "monitor")))
        );
        Assert.Null(
            ResourceEvents.Of(
                new(default, Home, new AgentEvent.OperationBegan(0, "x0", "migrate", "node1"))
            )
        );
    }

    [Theory]
    [InlineData(
        "{\"event\":\"script-called\",\"unixSeconds\":1795410973.851501,\"vm\":\"x0\",\"verb\":\"stop\"}",
        true
    )]
    [InlineData(
        "{\"event\":\"script-called\",\"unixSeconds\":1e25,\"vm\":\"x0\",\"verb\":\"stop\"}",
        false
    )]
    [InlineData("{\"event\":\"script-called\",\"unixSeconds\":1795410", false)]
    [InlineData("{\"event\":\"unheard-of\",\"unixSeconds\":1,\"vm\":\"x0\"}", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void Parse_ALineOfALog_IsAnEventOrAnErrorThatNamesTheLine(string line, bool isEvent)
    {
        if (isEvent)
        {
            Assert.Equal(1795410973.851501m, AgentLogs.Parse(line, 7).UnixSeconds);
        }
        else
        {
            Assert.Equal(
                7,
                Assert.Throws<TranscriptException>(() => AgentLogs.Parse(line, 7)).LineNumber
            );
        }
    }

    private static void Call(ResourceHolders holders, HostName host, string verb, int code)
    {
        holders.Note(new(default, host, new AgentEvent.ScriptCalled(0, "x0", verb)));
        holders.Note(new(default, host, new AgentEvent.ScriptEnded(0, "x0", verb, code, null)));
    }
}
