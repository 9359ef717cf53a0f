using MigSim.Contracts;

namespace MigSim.Lab.Tests.FakeHost;

public sealed class FakeHostMigrationReportTests : MigrationReportContract
{
    protected override ITestbedFixture Fixture { get; } = new FakeHostFixture();
}
