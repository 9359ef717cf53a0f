using MigSim.Contracts;

namespace MigSim.Lab.Tests.FakeHost;

public sealed class FakeHostMigrationTests : MigrationContract
{
    protected override ITestbedFixture Fixture { get; } = new FakeHostFixture();
}
