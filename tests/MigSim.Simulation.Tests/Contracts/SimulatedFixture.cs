using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using MigSim.Clustering;
using MigSim.Contracts;
using MigSim.Kernel;
using MigSim.Models.Migration;
using MigSim.Virtualization;

namespace MigSim.Simulation.Tests.Contracts;

/// <summary>
/// The simulator as a testbed. Every body runs three times: twice with the same seed, which must
/// leave the same trace of events, and once with the events of an instant in another order.
/// </summary>
internal sealed class SimulatedFixture : ITestbedFixture
{
    private const ulong Seed = 20_130_617;

    public ImmutableArray<HostName> Hosts => SmallPlatform.Members;

    /// <summary>Gets the migration engines that machines may name.</summary>
    public ImmutableSortedDictionary<string, EngineProfile> Engines { get; init; } =
        MigrationEngines.Profiles;

    public HostName Client => SmallPlatform.Storage;

    public ImmutableArray<VmSpec> Machines => SmallPlatform.Machines;

    public ImmutableArray<ClusterResource> Resources =>
        [
            new(Machines[0].Name, Hosts[0], Hosts[1]),
            new(Machines[1].Name, Hosts[0], Hosts[2]),
            new(Machines[2].Name, Hosts[0], Hosts[1]),
        ];

    public HeartbeatOptions Cluster => SmallPlatform.Cluster;

    public TimeSpan Tolerance => TimeSpan.FromMilliseconds(5);

    public TimeSpan Watch => TimeSpan.FromMilliseconds(2);

    public TimeSpan MidMigration => TimeSpan.FromMilliseconds(600);

    public void Run(Func<Testbed, Task> body, Func<Testbed, IResourceScript>? script = null)
    {
        ulong first = RunOnce(body, script, TieBreaking.FirstScheduledFirst);
        ulong second = RunOnce(body, script, TieBreaking.FirstScheduledFirst);
        Assert.True(first == second, "Two runs with the same seed left different traces.");
        RunOnce(body, script, TieBreaking.SeededShuffle);
    }

    private ulong RunOnce(
        Func<Testbed, Task> body,
        Func<Testbed, IResourceScript>? script,
        TieBreaking tieBreaking
    )
    {
        var options = new SimulatedTestbedOptions
        {
            Platform = SmallPlatform.Platform,
            Hypervisor = SmallPlatform.Hypervisor,
            Engines = Engines,
            Cluster = Cluster,
            Resources = Resources,
            Simulation = new SimulationOptions { Seed = Seed, TieBreaking = tieBreaking },
        };
        using ServiceProvider services = new ServiceCollection()
            .AddSimulatedTestbed(options)
            .AddScoped(run =>
                script?.Invoke(new Testbed(run, CancellationToken.None))
                ?? throw new InvalidOperationException("The body brought no resource script.")
            )
            .BuildServiceProvider();
        IServiceScope run = services.CreateScope();
        var loop = run.ServiceProvider.GetRequiredService<SimulationLoop>();
        loop.Run(
            token => body(new Testbed(run.ServiceProvider, token)),
            TestContext.Current.CancellationToken
        );
        return loop.TraceHash;
    }
}
