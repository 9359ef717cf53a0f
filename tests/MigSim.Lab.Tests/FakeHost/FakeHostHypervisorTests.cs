using MigSim.Contracts;

namespace MigSim.Lab.Tests.FakeHost;

public sealed class FakeHostHypervisorTests : HypervisorContract
{
    protected override ITestbedFixture Fixture { get; } = new FakeHostFixture();
}
