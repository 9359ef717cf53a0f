using System.Diagnostics;
using System.Net;
using MigSim.Kernel;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.Lab.XenNested;
using MigSim.RealLab.Tests.EndToEnd;
using MigSim.Time;
using MigSim.Units;

namespace MigSim.RealLab.Tests.Xen;

/// <summary>A nested Xen lab with two nodes, in directories of its own.</summary>
internal sealed class XenTestbed : IDisposable
{
    public static readonly HostName Node0 = new("node0");
    public static readonly HostName Node1 = new("node1");
    public static readonly HostName Storage = new("storage");

    private readonly string _directory;

    private XenTestbed(string directory, RunClock clock)
    {
        _directory = directory;
        Clock = clock;
        Controller = new LocalShell(clock, new());

        Place = new(
            $"t{Environment.ProcessId}",
            Path.Combine(directory, "state"),
            LabProgram.Cache
        );
        Options = new()
        {
            Platform = MakePlatform(),
            Place = Place,
            AgentProgram = Path.Combine(directory, "agent"),
        };
        Lab = new(Options, Controller, clock);
    }

    public RunClock Clock { get; }

    public LocalShell Controller { get; }

    public LabPlace Place { get; }

    public XenNestedOptions Options { get; }

    public XenNestedLab Lab { get; }

    /// <summary>Gets the name of the lab's network namespace.</summary>
    public string Namespace => $"migsim-{Place.Name}";

    /// <summary>Runs a test on a run loop in real time, or skips it where there can be no such lab.</summary>
    public static void Run(TimeSpan timeout, Func<XenTestbed, CancellationToken, Task> body)
    {
        string missing = Missing();
        Assert.SkipWhen(missing.Length > 0, $"no nested Xen lab here: {missing}");
        string directory = Directory.CreateTempSubdirectory("migsim-xen-").FullName;
        var loop = new WallClockLoop();
        using var limit = new CancellationTokenSource(timeout);
        using var testbed = new XenTestbed(directory, new RunClock(loop.Time));
        loop.Run(token => body(testbed, token), limit.Token);
    }

    /// <summary>Counts what there still is of the lab: processes and directories.</summary>
    public string[] Leftovers()
    {
        IEnumerable<string> processes = Directory
            .EnumerateDirectories("/proc")
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
            .Where(path => int.Parse(Path.GetFileName(path), null) != Environment.ProcessId)
            .Select(CommandLine)
            .Where(line => line.Contains(Namespace, StringComparison.Ordinal));
        string[] places = [Place.StateDirectory, $"/run/netns/{Namespace}", $"/run/{Namespace}"];
        return [.. processes, .. places.Where(path => Path.Exists(path))];
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }

    private static string Missing()
    {
        using Process process = Process.Start(
            new ProcessStartInfo("sh", NestedScript.Words("requirements.sh"))
            {
                RedirectStandardError = true,
            }
        )!;
        string complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : complaint.Trim();
    }

    private static Platform MakePlatform()
    {
        HostDescription Host(HostName name, string address) =>
            new(name, 1, DataSize.FromMebibytes(1280), IPAddress.Parse(address), TimeSpan.Zero);
        LinkDescription Link(HostName host, NetworkName network, string address) =>
            new(
                LinkName.Of(host, network),
                host,
                network,
                DataRate.FromBitsPerSecond(1_000_000_000),
                TimeSpan.Zero,
                IPAddress.Parse(address)
            );
        var queue = DataSize.FromBytes(1 << 17);
        return new(
            "two-nodes-nested",
            [Host(Node0, "10.77.0.10"), Host(Node1, "10.77.0.11"), Host(Storage, "10.77.0.9")],
            [
                new(NetworkName.Lan, TimeSpan.Zero, queue),
                new(NetworkName.Heartbeat, TimeSpan.Zero, queue),
            ],
            [
                Link(Node0, NetworkName.Lan, "10.77.0.10"),
                Link(Node1, NetworkName.Lan, "10.77.0.11"),
                Link(Storage, NetworkName.Lan, "10.77.0.9"),
                Link(Node0, NetworkName.Heartbeat, "10.78.0.10"),
                Link(Node1, NetworkName.Heartbeat, "10.78.0.11"),
            ]
        );
    }
}
