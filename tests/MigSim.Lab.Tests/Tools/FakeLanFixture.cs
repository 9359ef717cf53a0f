using System.Collections.Immutable;
using System.Net;
using MigSim.Clustering;
using MigSim.Contracts;
using MigSim.Faults;
using MigSim.Kernel;
using MigSim.Lab.Tools;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.Tools;

/// <summary>Runs the probe's contract on virtual time, with a ping that only prints.</summary>
internal sealed class FakeLanFixture : ITestbedFixture
{
    public ImmutableArray<HostName> Hosts { get; } = [new("node1"), new("node2"), new("node3")];

    public HostName Client { get; } = new("client");

    public ImmutableArray<VmSpec> Machines { get; } =
    [
        new(
            new("x0"),
            DataSize.FromMebibytes(96),
            1,
            IPAddress.Parse("10.0.0.10"),
            new WorkloadProfile("idle", 0, []),
            "xen-v2"
        ),
    ];

    public ImmutableArray<ClusterResource> Resources => [];

    public HeartbeatOptions Cluster => throw new NotSupportedException();

    public TimeSpan Tolerance { get; } = TimeSpan.FromMilliseconds(5);

    public TimeSpan Watch { get; } = TimeSpan.FromMilliseconds(5);

    public TimeSpan MidMigration => throw new NotSupportedException();

    public void Run(Func<Testbed, Task> body, Func<Testbed, IResourceScript>? script = null)
    {
        var loop = new SimulationLoop(new SimulationOptions { Seed = 1 });
        loop.Run(
            token =>
            {
                var clock = new RunClock(loop.Time);
                var services = new Services(clock, new FakeLan(clock));
                return body(new Testbed(services, token));
            },
            CancellationToken.None
        );
    }

    private sealed class Services(RunClock clock, FakeLan lan) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(RunClock) ? clock
            : serviceType == typeof(IProbe) ? new PingProbe(lan)
            : serviceType == typeof(IHypervisor) || serviceType == typeof(IFaultInjector) ? lan
            : null;
    }
}
