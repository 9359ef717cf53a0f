using MigSim.Contracts;

namespace MigSim.Lab.Tests.FakeHost;

public sealed class FakeHostSavingHypervisorTests : SavingHypervisorContract
{
    protected override ITestbedFixture Fixture { get; } = new FakeHostFixture();
}
