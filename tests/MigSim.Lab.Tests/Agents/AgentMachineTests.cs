using MigSim.Lab.Agents;
using MigSim.Lab.Tests.FakeHost;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Agents;

public sealed class AgentMachineTests
{
    [Fact]
    public void Of_SystemThatWritesByItself_TheLoadAloneIsAskedFor()
    {
        VmSpec machine = FakeLab.Machines[0] with
        {
            Workload = new("some", 0, [new("hot", 2048, 0.3)])
            {
                SystemWrites = [new("kernel", 1500, 0.03)],
            },
        };

        AgentPageClass asked = Assert.Single(AgentMachine.Of(machine).Writes);

        Assert.Equal((2048, 0.3), (asked.Pages, asked.RewritesPerSecond));
    }
}
