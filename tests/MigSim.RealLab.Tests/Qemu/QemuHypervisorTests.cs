using MigSim.Contracts;

namespace MigSim.RealLab.Tests.Qemu;

public sealed class QemuHypervisorTests(QemuPlace place) : HypervisorContract
{
    protected override ITestbedFixture Fixture => new QemuFixture(place);
}
