using MigSim.Contracts;

namespace MigSim.Lab.Tests.FakeHost;

public sealed class FakeHostFaultInjectorTests : FaultInjectorContract
{
    protected override ITestbedFixture Fixture { get; } = new FakeHostFixture();
}
