using System.Collections.Immutable;
using System.Net;
using MigSim.Kernel;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Namespaces;
using MigSim.Lab.Shell;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.RealLab.Tests.Namespaces;

/// <summary>A small lab of namespaces with a state directory of its own.</summary>
internal sealed class TestLab : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _directory;

    private TestLab(string directory, RunClock clock)
    {
        _directory = directory;
        Clock = clock;
        Controller = new LocalShell(clock, new ShellLimits());
        Lab = new(Options, Controller);
    }

    public static HostName Storage { get; } = new("storage");

    public static ImmutableArray<HostName> Members { get; } =
    [new("node0"), new("node1"), new("node2")];

    public RunClock Clock { get; }

    public IRemoteShell Controller { get; }

    public NamespaceLab Lab { get; }

    public LabPlace Place => new("test", Path.Combine(_directory, "state"), _directory);

    public NamespaceLabOptions Options =>
        new()
        {
            Place = Place,
            Platform = Platform(),
            Kernel = "/boot/vmlinuz",
            Initrd = "/boot/initrd.img",
            AgentProgram = "/bin/true",
        };

    public static TestLab In(string directory, RunClock clock) => new(directory, clock);

    /// <summary>Runs a test on a loop in real time, or skips it.</summary>
    public static void Run(Func<TestLab, CancellationToken, Task> body)
    {
        SkipWithoutTools();
        var loop = new WallClockLoop();
        string directory = Directory.CreateTempSubdirectory("migsim-lab-").FullName;
        using TestLab lab = In(directory, new RunClock(loop.Time));
        using var timeout = new CancellationTokenSource(Patience);
        loop.Run(token => body(lab, token), timeout.Token);
    }

    /// <summary>Runs a test with the lab up, and takes the lab down afterwards.</summary>
    public static void RunUp(Func<TestLab, LabConnection, CancellationToken, Task> body) =>
        Run(
            async (lab, token) =>
            {
                await lab.Lab.UpAsync(Silence, token);
                try
                {
                    await body(lab, await lab.Lab.ConnectAsync(lab.Clock, token), token);
                }
                finally
                {
                    await lab.Lab.DownAsync(Silence, CancellationToken.None);
                }
            }
        );

    public static void SkipWithoutTools(params string[] more)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        string[] programs = ["ip", "tc", "sshd", "ssh-keygen", "unshare", "flock", .. more];
        string[] missing = [.. programs.Where(program => Find(program) is null)];
        Assert.SkipUnless(missing.Length == 0, $"not installed: {string.Join(", ", missing)}");
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Concat(["/usr/sbin", "/sbin", "/usr/local/sbin"])
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

    public static IProgress<string> Silence { get; } = new NoProgress();

    public static RemoteCommand Sh(string script, params string[] arguments) =>
        new("sh", ["-c", script, "sh", .. arguments], TimeSpan.FromSeconds(30));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    public static Platform Platform()
    {
        HostName[] hosts = [.. Members, Storage];
        return new(
            "test",
            [
                .. hosts.Select(
                    (host, number) =>
                        new HostDescription(
                            host,
                            2,
                            DataSize.FromMebibytes(2048),
                            Address("192.168.77", number),
                            TimeSpan.Zero
                        )
                ),
            ],
            [
                new(NetworkName.Lan, TimeSpan.Zero, DataSize.FromKibibytes(128)),
                new(NetworkName.Heartbeat, TimeSpan.Zero, DataSize.FromKibibytes(128)),
            ],
            [
                .. hosts.Select((host, number) => Link(host, NetworkName.Lan, number)),
                .. Members.Select((host, number) => Link(host, NetworkName.Heartbeat, number)),
            ]
        );
    }

    private static LinkDescription Link(HostName host, NetworkName network, int number) =>
        new(
            LinkName.Of(host, network),
            host,
            network,
            DataRate.FromGigabitsPerSecond(1),
            TimeSpan.Zero,
            Address(network == NetworkName.Lan ? "192.168.77" : "10.77.0", number)
        );

    private static IPAddress Address(string network, int number) =>
        IPAddress.Parse($"{network}.{10 + number}");

    private sealed class NoProgress : IProgress<string>
    {
        public void Report(string value)
        {
            // Nobody watches.
        }
    }
}
