using System.Collections.Immutable;
using System.Net;
using MigSim.FakeHost;
using MigSim.Kernel;
using MigSim.Lab.Agents;
using MigSim.Lab.Shell;
using MigSim.Lab.Xen;
using MigSim.Time;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Lab.Tests.FakeHost;

/// <summary>Three fake hosts that are reached by a fake ssh, in a directory of their own.</summary>
internal sealed class FakeLab : IDisposable
{
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromMinutes(8);

    // What one command takes on a machine that has nothing else to do.
    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(0.15);

    private readonly string _directory;

    public FakeLab()
    {
        _directory = Directory.CreateTempSubdirectory("migsim-fake-").FullName;
        World = World.Create(
            _directory,
            Path.Combine(AppContext.BaseDirectory, "migsim-fake-host"),
            [.. Members.Select(host => host.Value), Client.Value]
        );
        foreach (VmSpec machine in Machines)
        {
            // What the specification says goes before what is written here.
            File.WriteAllText(
                ConfigurationOf(machine.Name),
                $"""
                name = "another"
                type = "pvh"
                memory = 8
                vcpus = 8
                vif = [ 'bridge=xenbr0,ip={machine.Address}' ]

                """
            );
        }
    }

    public static ImmutableArray<HostName> Members { get; } =
    [new("node0"), new("node1"), new("node2")];

    public static HostName Client { get; } = new("storage");

    public static ImmutableArray<VmSpec> Machines { get; } =
    [Machine("x0", 64, 10), Machine("x1", 128, 11), Machine("x2", 64, 12)];

    public World World { get; }

    public XlSettings Settings =>
        new()
        {
            MigrationHosts = Members.ToImmutableSortedDictionary(
                host => host.Value,
                host => host.Value
            ),
            StateDirectory = World.Shared,
        };

    public ImmutableSortedDictionary<VmName, string> Configurations =>
        Machines.ToImmutableSortedDictionary(
            machine => machine.Name,
            machine => ConfigurationOf(machine.Name)
        );

    public XlTimes Times { get; init; } = new() { Pause = TimeSpan.FromSeconds(0.2) };

    /// <summary>Runs a test on a loop in real time.</summary>
    public static void Run(Func<FakeLab, RunClock, CancellationToken, Task> body)
    {
        using var lab = new FakeLab();
        lab.RunLoop((clock, token) => body(lab, clock, token));
    }

    /// <summary>Runs something on a loop in real time.</summary>
    public void RunLoop(Func<RunClock, CancellationToken, Task> body)
    {
        var loop = new WallClockLoop();
        var clock = new RunClock(loop.Time);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        timeout.CancelAfter(TimeoutMax);
        loop.Run(token => body(clock, token), timeout.Token);
    }

    /// <summary>
    /// Finds out how busy this machine is, and has the hosts take their time accordingly: otherwise
    /// they would be done before anybody could look.
    /// </summary>
    /// <returns>How many times longer than usual everything takes, at least once.</returns>
    public async Task<double> SetPaceAsync(
        RunClock clock,
        IRemoteShell shell,
        CancellationToken cancellationToken
    )
    {
        TimeSpan begin = clock.Now;
        RemoteCommand command = new("xl", ["list"], TimeSpan.FromMinutes(1));
        await shell.ExecuteAsync(Members[0], command, cancellationToken);
        World.Pace = Math.Max(1, (clock.Now - begin) / CommandTime);
        return World.Pace;
    }

    public SshShell Shell(RunClock clock) =>
        new(
            clock,
            new ShellLimits(),
            new SshOptions
            {
                Program = Path.Combine(World.Programs, "ssh"),
                ControlDirectory = _directory,
            }
        );

    public XlHypervisor Hypervisor(RunClock clock) => Hypervisor(clock, Shell(clock));

    public XlHypervisor Hypervisor(RunClock clock, IRemoteShell shell) =>
        new(clock, shell, Settings, Configurations, Times);

    public void Dispose()
    {
        // Programs that outlive their connection note that it is over, and end.
        foreach (HostName host in Members)
        {
            World.PowerOff(host.Value);
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static VmSpec Machine(string name, double mebibytes, int address) =>
        new(
            new VmName(name),
            DataSize.FromMebibytes(mebibytes),
            1,
            new IPAddress([10, 0, 1, (byte)address]),
            new WorkloadProfile("none", 0, []),
            "xen-v2"
        );

    private string ConfigurationOf(VmName vm) => Path.Combine(_directory, $"{vm}.cfg");
}
