using MigSim.Contracts;
using MigSim.Measurement;
using MigSim.Simulation.Tests.Contracts;

namespace MigSim.Simulation.Tests.Web;

public sealed class SimWebTests : WebContract
{
    protected override IWebFixture Fixture { get; } = new HostFixture();

    private sealed class HostFixture : IWebFixture
    {
        public ServerSpec Server => WebTestbed.OnHost;

        public HostName Client => SmallPlatform.Storage;

        public void Run(Func<WebBed, Task> body) =>
            WebTestbed.Run((run, token) => body(WebTestbed.Bed(run, token)));
    }
}
