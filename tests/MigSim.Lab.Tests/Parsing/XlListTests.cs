using MigSim.Lab.Parsing;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Parsing;

public sealed class XlListTests
{
    private const string Heading =
        "Name                                        ID   Mem VCPUs\tState\tTime(s)\n";

    private const string Control =
        "Domain-0                                     0   640     1     r-----     101.2\n";

    private static readonly HostName Host = new("node1");

    [Fact]
    public void Parse_RealList_HasControlDomainAndVm()
    {
        XlList list = Parse(TranscriptFile.Read("xl-list.txt"));
        Assert.Equal(
            new VmStatus(
                new("Domain-0"),
                Host,
                VmState.Running,
                DataSize.FromMebibytes(640),
                1,
                TimeSpan.FromSeconds(101.2)
            ),
            list.ControlDomain
        );
        VmStatus vm = Assert.Single(list.Vms);
        Assert.Equal(new VmName("x0"), vm.Name);
        Assert.Equal(VmState.Blocked, vm.State);
        Assert.Equal(TimeSpan.FromSeconds(3.5), vm.CpuTime);
    }

    [Theory]
    [InlineData("r-----", VmState.Running)]
    [InlineData("-b----", VmState.Blocked)]
    [InlineData("------", VmState.Running)]
    [InlineData("--p---", VmState.Paused)]
    [InlineData("-bp---", VmState.Paused)]
    [InlineData("---s--", VmState.ShutDown)]
    [InlineData("---sc-", VmState.Crashed)]
    [InlineData("--pss-", VmState.ShutDown)]
    [InlineData("---sr-", VmState.ShutDown)]
    [InlineData("---s?-", VmState.ShutDown)]
    [InlineData("--pscd", VmState.Dying)]
    [InlineData("----s-", null)]
    [InlineData("---ss", null)]
    [InlineData("---sx-", null)]
    [InlineData("--psd-", null)]
    [InlineData("--ps-d", VmState.Dying)]
    [InlineData("-----", null)]
    [InlineData("b-----", null)]
    public void Parse_State_GravestFlagCounts(string flags, VmState? expected)
    {
        string text = Heading + Control + $"x0--incoming 7 96 1 {flags} 0.0\n";
        if (expected is { } state)
        {
            Assert.Equal(state, Assert.Single(Parse(text).Vms).State);
        }
        else
        {
            Assert.Throws<TranscriptException>(() => Parse(text));
        }
    }

    [Fact]
    public void Parse_MachineThatMovedAway_IsShutDownUntilItsEnd()
    {
        VmStatus vm = Assert.Single(Parse(TranscriptFile.Read("xl-list.moved-away.txt")).Vms);
        Assert.Equal((new VmName("(null)"), VmState.ShutDown), (vm.Name, vm.State));
    }

    [Fact]
    public void Parse_MachineBeingHandedOver_IsStoppedAtBothEnds()
    {
        VmStatus left = Assert.Single(
            Parse(TranscriptFile.Read("xl-list.source-in-migration.txt")).Vms
        );
        Assert.Equal((new VmName("x0"), VmState.ShutDown), (left.Name, left.State));
        VmStatus came = Assert.Single(
            Parse(TranscriptFile.Read("xl-list.target-in-migration.txt")).Vms
        );
        Assert.Equal((new VmName("x0--incoming"), VmState.Paused), (came.Name, came.State));
    }

    [Fact]
    public void Parse_MachineBeingDestroyed_HasNoName()
    {
        string text = Heading + Control + "(null)     3     0     1     --ps-d      42.0\n";
        Assert.Equal("(null)", Assert.Single(Parse(text).Vms).Name.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Heading)]
    [InlineData(Heading + "x0 1 96 1 -b---- 6.5\n")]
    [InlineData(Heading + Control + "x0 1 96 1 -b---- 6\n")]
    [InlineData(Heading + Control + "x0 1 96 1 -b---- -6.5\n")]
    [InlineData(Heading + Control + "x0 1 99999999999999 1 -b---- 6.5\n")]
    [InlineData(Heading + Control + "x0 1 96 -b---- 6.5\n")]
    [InlineData(Heading + Control + Control)]
    [InlineData("node1\n" + Heading + Control)]
    public void Parse_NotAList_Throws(string text) =>
        Assert.Throws<TranscriptException>(() => Parse(text));

    [Fact]
    public void Parse_CutAnywhere_IsRefusedOrShorterByWholeLines()
    {
        string text = TranscriptFile.Read("xl-list.txt");
        Hostile.CutEverywhere(
            text,
            Parse,
            (list, length) => text[length - 1] == '\n' && list.Vms.Length < 1
        );
    }

    [Fact]
    public void Parse_Damaged_IsReadOrRefused() =>
        Hostile.Mutate(TranscriptFile.Read("xl-list.txt"), Parse);

    private static XlList Parse(string text) => XlListParser.Parse(text, Host);
}
