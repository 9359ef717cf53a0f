using MigSim.Clustering;
using MigSim.Contracts;
using MigSim.Failover.Scripts;

namespace MigSim.Simulation.Tests.Contracts;

public sealed class SimLiveMigrateScriptTests : ResourceScriptContract
{
    protected override ITestbedFixture Fixture { get; } = new SimulatedFixture();

    protected override IResourceScript CreateScript(Testbed bed) =>
        new LiveMigrateScript(
            bed.Hypervisor,
            bed.Messaging,
            new MachineDirectory(
                Fixture.Machines,
                Fixture.Hosts,
                bed.Fencing,
                TimeSpan.FromMinutes(10)
            )
        );
}
