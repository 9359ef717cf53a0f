using Microsoft.Extensions.DependencyInjection;
using MigSim.Clustering;
using MigSim.Contracts;
using MigSim.Faults;
using MigSim.Kernel;
using MigSim.Measurement;
using MigSim.Simulation.Tests.Contracts;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Simulation.Tests.Web;

/// <summary>A small simulated testbed with a web server, without a cluster.</summary>
internal static class WebTestbed
{
    public static ServerProfile Profile { get; } =
        new()
        {
            Name = "small",
            Threads = 4,
            Backlog = 6,
            RequestCost = TimeSpan.FromMilliseconds(1),
            Request = DataSize.FromBytes(70),
            Reply = DataSize.FromBytes(200),
            Step = DataSize.FromMebibytes(10),
            MemoryMax = DataSize.FromMebibytes(50),
            Access = new MemoryAccessCosts
            {
                Call = TimeSpan.FromMicroseconds(10),
                WalkNanoseconds = 5,
                Virtual = TimeSpan.FromMicroseconds(20),
                FirstLevel = DataSize.FromKibibytes(32),
                TableEntry = DataSize.FromBytes(4),
                TableLevels = 2,
                FirstLevelClocks = 3,
                SecondLevelClocks = 14,
            },
        };

    public static VmSpec Machine => SmallPlatform.Machines[0];

    public static HostName Home => SmallPlatform.Members[0];

    public static HostName Other => SmallPlatform.Members[1];

    public static ServerSpec OnMachine => new(Home, Machine.Name, Machine.Address, Profile);

    public static ServerSpec OnHost =>
        new(
            Home,
            null,
            SmallPlatform.Platform.Hosts.First(host => host.Name == Home).Address,
            Profile
        );

    /// <summary>Runs a body on a loop of its own, twice, and compares what both left behind.</summary>
    public static void Run(Func<IServiceProvider, CancellationToken, Task> body)
    {
        ulong first = RunOnce(body, TieBreaking.FirstScheduledFirst);
        ulong second = RunOnce(body, TieBreaking.FirstScheduledFirst);
        Assert.Equal(first, second);
        RunOnce(body, TieBreaking.SeededShuffle);
    }

    public static WebBed Bed(IServiceProvider run, CancellationToken token) =>
        new(
            run.GetRequiredService<RunClock>(),
            run.GetRequiredService<IBalloonServer>(),
            run.GetRequiredService<ILoadGenerator>(),
            token
        );

    private static ulong RunOnce(
        Func<IServiceProvider, CancellationToken, Task> body,
        TieBreaking tieBreaking
    )
    {
        var options = new SimulatedTestbedOptions
        {
            Platform = SmallPlatform.Platform,
            Hypervisor = SmallPlatform.Hypervisor,
            Simulation = new SimulationOptions { Seed = 7, TieBreaking = tieBreaking },
        };
        using ServiceProvider services = new ServiceCollection()
            .AddSimulatedTestbed(options)
            .BuildServiceProvider();
        IServiceScope run = services.CreateScope();
        var loop = run.ServiceProvider.GetRequiredService<SimulationLoop>();
        loop.Run(token => body(run.ServiceProvider, token), TestContext.Current.CancellationToken);
        return loop.TraceHash;
    }
}
