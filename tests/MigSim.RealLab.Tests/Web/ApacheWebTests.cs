using MigSim.Contracts;
using MigSim.Measurement;

namespace MigSim.RealLab.Tests.Web;

/// <summary>The contract of web servers and loads on Apache and httperf.</summary>
public sealed class ApacheWebTests : WebContract
{
    protected override IWebFixture Fixture { get; } = new ApacheFixture();

    private sealed class ApacheFixture : IWebFixture
    {
        public ServerSpec Server => WebPlace.Spec;

        public HostName Client => WebPlace.Client;

        public void Run(Func<WebBed, Task> body) => WebPlace.Run((bed, _) => body(bed));
    }
}
