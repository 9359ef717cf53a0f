using MigSim.Contracts;

namespace MigSim.RealLab.Tests.Qemu;

public sealed class QemuMigrationReportTests(QemuPlace place) : MigrationReportContract
{
    protected override ITestbedFixture Fixture => new QemuFixture(place);
}
