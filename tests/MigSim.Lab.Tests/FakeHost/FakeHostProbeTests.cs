using MigSim.Contracts;

namespace MigSim.Lab.Tests.FakeHost;

public sealed class FakeHostProbeTests : ProbeContract
{
    protected override ITestbedFixture Fixture { get; } = new FakeHostFixture();
}
