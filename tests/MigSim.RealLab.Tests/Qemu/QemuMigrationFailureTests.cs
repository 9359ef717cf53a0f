using MigSim.Contracts;

namespace MigSim.RealLab.Tests.Qemu;

public sealed class QemuMigrationFailureTests(QemuPlace place) : MigrationFailureContract
{
    protected override ITestbedFixture Fixture => new QemuFixture(place);
}
