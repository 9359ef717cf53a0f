using MigSim.Contracts;

namespace MigSim.Lab.Tests.FakeHost;

public sealed class FakeHostMigrationFailureTests : MigrationFailureContract
{
    protected override ITestbedFixture Fixture { get; } = new FakeHostFixture();
}
