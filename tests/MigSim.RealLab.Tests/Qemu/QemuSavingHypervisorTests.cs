using MigSim.Contracts;

namespace MigSim.RealLab.Tests.Qemu;

public sealed class QemuSavingHypervisorTests(QemuPlace place) : SavingHypervisorContract
{
    protected override ITestbedFixture Fixture => new QemuFixture(place);
}
