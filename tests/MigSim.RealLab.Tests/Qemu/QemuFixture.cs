using System.Collections.Immutable;
using System.Net;
using MigSim.Clustering;
using MigSim.Contracts;
using MigSim.Faults;
using MigSim.Kernel;
using MigSim.Lab.Agents;
using MigSim.Lab.Qemu;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.RealLab.Tests.Qemu;

/// <summary>Real machines of QEMU on a <see cref="QemuPlace"/>, driven through the real agent.</summary>
internal sealed class QemuFixture(QemuPlace place) : ITestbedFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // What cannot be as written with real machines: a part of the test's name, and why.
    private static readonly (string Part, string Reason)[] Lacks =
    [
        ("CpuTimeCountsAnew", "it takes minutes of processor time to tell"),
        ("TransferredIsWhatTheRoundsSent", "QEMU sends a page of zeros in a few bytes"),
        ("SaveAsync_GuestHasCrashed", "a guest that is stopped to be saved cannot fail"),
        ("SaveAsync_Cancelled", "a machine that was created just now is saved in a moment"),
        (
            "CreateAsync_HostFailsMeanwhile",
            "a host that is back at once may still be asked in time"
        ),
        ("TargetFailsMeanwhile_TheImageIsStillThere", "a silent host may still be restoring it"),
    ];

    /// <summary>Gets the machines: the small guest needs little more than what it fills.</summary>
    public static ImmutableArray<VmSpec> Specs { get; } = [.. Enumerable.Range(0, 3).Select(Spec)];

    public ImmutableArray<HostName> Hosts => QemuPlace.Hosts;

    public HostName Client => QemuPlace.Client;

    public ImmutableArray<VmSpec> Machines => Specs;

    public ImmutableArray<ClusterResource> Resources => [];

    public HeartbeatOptions Cluster =>
        throw new InvalidOperationException("These hosts have no cluster manager.");

    // For a machine that has other things to do as well.
    public TimeSpan Tolerance => TimeSpan.FromSeconds(5);

    public TimeSpan Watch => TimeSpan.FromMilliseconds(20);

    public TimeSpan MidMigration => TimeSpan.FromMilliseconds(700);

    public TestbedScope Scope =>
        new()
        {
            HasEngines = false,
            SavesLive = false,
            Moments = 5,
            Begun = TimeSpan.FromMilliseconds(300),
        };

    public static AgentMachine Machine(VmSpec spec) =>
        new()
        {
            Name = spec.Name.Value,
            MemoryBytes = spec.Memory.Bytes,
            Address = spec.Address.ToString(),
        };

    public void Run(Func<Testbed, Task> body, Func<Testbed, IResourceScript>? script = null)
    {
        string test = TestContext.Current.Test!.TestDisplayName;
        (string Part, string Reason) lack = Lacks.FirstOrDefault(lack =>
            test.Contains(lack.Part, StringComparison.Ordinal)
        );
        Assert.SkipWhen(lack.Part is not null, lack.Reason ?? "");
        place.Require();
        place.Clear();
        var loop = new WallClockLoop();
        var clock = new RunClock(loop.Time);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        timeout.CancelAfter(Patience);
        try
        {
            loop.Run(token => body(new Testbed(new Services(place, clock), token)), timeout.Token);
        }
        finally
        {
            place.Clear();
        }
    }

    private static VmSpec Spec(int number) =>
        new(
            new($"x{number}"),
            DataSize.FromMebibytes(40),
            1,
            IPAddress.Parse($"10.78.0.5{number}"),
            new("small", 0, []),
            "qemu"
        );

    private sealed class Services : IServiceProvider
    {
        private readonly Dictionary<Type, object> _services;

        public Services(QemuPlace place, RunClock clock)
        {
            var limits = new ShellLimits();
            var shell = new CrashableShell(new NamespaceShell(clock, limits, place.Entries), place);
            var hypervisor = new QmpHypervisor(
                shell,
                clock,
                QemuPlace.Hosts,
                [.. Specs.Select(Machine)],
                place.AgentProgram
            );
            _services = new()
            {
                [typeof(RunClock)] = clock,
                [typeof(IHypervisor)] = hypervisor,
                [typeof(ISavingHypervisor)] = hypervisor,
                [typeof(IFaultInjector)] = new QemuFaults(place, shell, clock),
                [typeof(IRemoteShell)] = shell,
            };
        }

        public object? GetService(Type serviceType) => _services.GetValueOrDefault(serviceType);
    }
}
