using MigSim.Contracts;

namespace MigSim.RealLab.Tests.Qemu;

public sealed class QemuMigrationTests(QemuPlace place) : MigrationContract
{
    protected override ITestbedFixture Fixture => new QemuFixture(place);
}
