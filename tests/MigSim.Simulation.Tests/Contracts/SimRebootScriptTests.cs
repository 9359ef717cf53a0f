using MigSim.Clustering;
using MigSim.Contracts;
using MigSim.Failover;
using MigSim.Failover.Scripts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimRebootScriptTests : ResourceScriptContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();

    protected override IResourceScript CreateScript(Testbed bed) =>
        new StopStartScript(
            bed.SavingHypervisor,
            new MachineDirectory(
                Fixture.Machines,
                Fixture.Hosts,
                bed.Fencing,
                TimeSpan.FromMinutes(10)
            ),
            RestartMode.Reboot
        );
}
