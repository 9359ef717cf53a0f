using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Contracts;
using MigSim.Faults;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;
using MigSim.Lab.Xen;
using MigSim.Measurement;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.FakeHost;

/// <summary>The adapters for Xen and ping on fake hosts, in real time.</summary>
internal sealed class FakeHostFixture : ITestbedFixture
{
    private double _pace = 1;

    public ImmutableArray<HostName> Hosts => FakeLab.Members;

    public HostName Client => FakeLab.Client;

    public ImmutableArray<VmSpec> Machines => FakeLab.Machines;

    // No cluster manager runs here.
    public ImmutableArray<ClusterResource> Resources => [];

    public HeartbeatOptions Cluster => throw new NotSupportedException();

    public TimeSpan Tolerance => TimeSpan.FromSeconds(2 * _pace);

    public TimeSpan Watch => TimeSpan.FromMilliseconds(250 * _pace);

    // After two lists, which are asked for at once, and in the middle of copying.
    public TimeSpan MidMigration => TimeSpan.FromMilliseconds(700 * _pace);

    public TestbedScope Scope =>
        new()
        {
            Modes = [MigrationMode.PreCopy],
            HasEngines = false,
            SavesLive = false,
            Moments = 3,
            Begun = MidMigration,
            ClockError = TimeSpan.FromMilliseconds(100 * _pace),
        };

    public void Run(Func<Testbed, Task> body, Func<Testbed, IResourceScript>? script = null) =>
        FakeLab.Run(
            async (lab, clock, token) =>
            {
                await using SshShell shell = lab.Shell(clock);
                _pace = await lab.SetPaceAsync(clock, shell, token);
                XlHypervisor hypervisor = lab.Hypervisor(clock, shell);
                var services = new Services([
                    clock,
                    hypervisor,
                    new PingProbe(shell),
                    new FakeFaults(lab.World, clock),
                ]);
                await body(new Testbed(services, token));
            }
        );

    private sealed class Services(object[] services) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            services.FirstOrDefault(serviceType.IsInstanceOfType);
    }
}
