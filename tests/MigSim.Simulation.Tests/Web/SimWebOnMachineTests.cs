using Microsoft.Extensions.DependencyInjection;
using MigSim.Contracts;
using MigSim.Measurement;
using MigSim.Simulation.Tests.Contracts;
using MigSim.Virtualization;

namespace MigSim.Simulation.Tests.Web;

public sealed class SimWebOnMachineTests : WebContract
{
    protected override IWebFixture Fixture { get; } = new MachineFixture();

    private sealed class MachineFixture : IWebFixture
    {
        public ServerSpec Server => WebTestbed.OnMachine;

        public HostName Client => SmallPlatform.Storage;

        public void Run(Func<WebBed, Task> body) =>
            WebTestbed.Run(
                async (run, token) =>
                {
                    await run.GetRequiredService<IHypervisor>()
                        .CreateAsync(WebTestbed.Machine, WebTestbed.Home, token);
                    WebBed bed = WebTestbed.Bed(run, token);
                    await bed.Clock.DelayAsync(TimeSpan.FromMilliseconds(5), token);
                    await body(bed);
                }
            );
    }
}
