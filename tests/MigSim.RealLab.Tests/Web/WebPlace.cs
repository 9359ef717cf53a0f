using System.Collections.Immutable;
using System.Net;
using MigSim.Contracts;
using MigSim.Kernel;
using MigSim.Lab.Flows;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Web;
using MigSim.Measurement;
using MigSim.RealLab.Tests.Namespaces;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.RealLab.Tests.Web;

/// <summary>Two hosts that are namespaces, with a wire between them: a web server and a client.</summary>
internal static class WebPlace
{
    private const string Prefix = "migsim-web";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    // Arguments: the prefix. What is left of a run before goes first.
    private const string Up = """
        set -e
        for end in server client; do
          ip netns del "$1-$end" 2>/dev/null || :
          ip netns add "$1-$end"
          ip -n "$1-$end" link set lo up
        done
        ip -n "$1-server" link add eth0 type veth peer name eth0 netns "$1-client"
        ip -n "$1-server" addr add 10.88.0.1/24 dev eth0
        ip -n "$1-client" addr add 10.88.0.2/24 dev eth0
        ip -n "$1-server" link set eth0 up
        ip -n "$1-client" link set eth0 up
        """;

    private const string Down = """
        for end in server client; do ip netns del "$1-$end" 2>/dev/null; done
        exit 0
        """;

    public static HostName Server { get; } = new("server");

    public static HostName Client { get; } = new("client");

    public static ServerSpec Spec { get; } =
        new(
            Server,
            null,
            IPAddress.Parse("10.88.0.1"),
            new ServerProfile
            {
                Name = "apache",
                Threads = 64,
                Backlog = 511,
                RequestCost = TimeSpan.FromMicroseconds(100),
                Request = DataSize.FromBytes(68),
                Reply = DataSize.FromBytes(182),
                Step = DataSize.FromMebibytes(10),
                MemoryMax = DataSize.FromMebibytes(50),
                Access = new MemoryAccessCosts
                {
                    Call = TimeSpan.Zero,
                    WalkNanoseconds = 0,
                    Virtual = TimeSpan.Zero,
                    FirstLevel = DataSize.FromKibibytes(32),
                    TableEntry = DataSize.FromBytes(8),
                    TableLevels = 4,
                    FirstLevelClocks = 1,
                    SecondLevelClocks = 1,
                },
            }
        );

    /// <summary>Runs a test with both hosts up, or skips it.</summary>
    public static void Run(Func<WebBed, IRemoteShell, Task> body) =>
        RunWatched((bed, _, shell) => body(bed, shell));

    /// <summary>The same, with something that counts flows.</summary>
    public static void RunWatched(Func<WebBed, IFlowMonitor, IRemoteShell, Task> body)
    {
        TestLab.SkipWithoutTools("apache2", "apxs2", "gcc", "httperf");
        var loop = new WallClockLoop();
        var clock = new RunClock(loop.Time);
        var controller = new LocalShell(clock, new ShellLimits());
        string directory = Directory.CreateTempSubdirectory("migsim-web-").FullName;
        using var timeout = new CancellationTokenSource(s_patience);
        try
        {
            loop.Run(
                async token =>
                {
                    await ScriptAsync(controller, Up, token);
                    try
                    {
                        await RunAsync(clock, controller, directory, body, token);
                    }
                    finally
                    {
                        await ScriptAsync(controller, Down, CancellationToken.None);
                    }
                },
                timeout.Token
            );
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task RunAsync(
        RunClock clock,
        LocalShell controller,
        string directory,
        Func<WebBed, IFlowMonitor, IRemoteShell, Task> body,
        CancellationToken token
    )
    {
        var shell = new NamespaceShell(
            clock,
            new ShellLimits(),
            new[] { Server, Client }.ToImmutableSortedDictionary(
                host => host,
                host => (NamespaceEntry)new NamespaceEntry.Network($"{Prefix}-{host}")
            )
        );
        string cache = Path.Combine(Path.GetTempPath(), "migsim-cache");
        string module = await new BalloonModule(controller, LabHosts.Controller, cache).FindAsync(
            token
        );
        var journal = LabJournal.Open(Path.Combine(directory, "journal.jsonl"));
        var server = new ApacheServer(shell, journal, module, Path.Combine(directory, "apache"));
        try
        {
            var monitor = new NetFlowMonitor(
                clock,
                shell,
                journal,
                ImmutableSortedDictionary<HostName, IPAddress>.Empty.Add(Server, Spec.Address),
                Path.Combine(directory, "flows")
            );
            var load = new HttperfLoad(shell, ImmutableSortedDictionary<VmName, IPAddress>.Empty);
            await body(new WebBed(clock, server, load, token), monitor, shell);
        }
        finally
        {
            await journal.HealAsync(journal.Own, shell, null, CancellationToken.None);
        }
    }

    private static async Task ScriptAsync(
        LocalShell controller,
        string script,
        CancellationToken token
    )
    {
        ShellResult result = await controller.ExecuteAsync(
            LabHosts.Controller,
            TestLab.Sh(script, Prefix),
            token
        );
        Assert.True(result.ExitCode == 0, result.StandardError);
    }
}
