using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MigSim.Kernel;
using MigSim.Lab.Agents;
using MigSim.Lab.Guests;
using MigSim.Lab.Shell;
using MigSim.RealLab.Tests.EndToEnd;
using MigSim.Time;

namespace MigSim.RealLab.Tests.Qemu;

/// <summary>
/// Three hosts on this machine, each a network namespace with a bridge, and a client: made once for all
/// tests, as far as the machine allows it.
/// </summary>
public sealed class QemuPlace : IDisposable
{
    private const string Guest = "small-guest";

    // A migration of the small guest, 24 MiB, takes about two seconds.
    private const long BandwidthMax = 16 << 20;

    private readonly string _name = string.Create(
        CultureInfo.InvariantCulture,
        $"mq{Environment.ProcessId}"
    );

    private string? _directory;

    /// <summary>Gets why there are no hosts; null if there are.</summary>
    public string? Reason { get; private set; } = "not tried yet";

    public string AgentProgram { get; private set; } = "";

    internal static ImmutableArray<HostName> Hosts { get; } =
    [new("node0"), new("node1"), new("node2")];

    internal static HostName Client { get; } = new("client");

    internal ImmutableSortedDictionary<HostName, NamespaceEntry> Entries =>
        Hosts
            .Add(Client)
            .ToImmutableSortedDictionary(
                host => host,
                NamespaceEntry (host) => new NamespaceEntry.Network(Namespace(host))
            );

    /// <summary>Makes the hosts unless they are there, or skips the test with the reason.</summary>
    internal void Require()
    {
        if (Reason == "not tried yet")
        {
            Reason = Missing();
            if (Reason is null)
            {
                Make();
            }
        }

        Assert.SkipWhen(Reason is not null, Reason ?? "");
    }

    /// <summary>Ends all machines and forgets all that was saved.</summary>
    internal void Clear()
    {
        foreach (HostName host in Hosts)
        {
            Crash(host);
        }

        Delete(Path.Combine(_directory!, "saved"));
    }

    /// <summary>Ends all that runs on a host, at once.</summary>
    internal void Crash(HostName host)
    {
        string ids = Run("ip", "netns", "pids", Namespace(host)).Replace('\n', ' ').Trim();
        if (ids.Length > 0)
        {
            Run("sh", "-c", $"kill -s KILL {ids} 2> /dev/null; exit 0");
        }

        while (Run("ip", "netns", "pids", Namespace(host)).Length > 0)
        {
            System.Threading.Thread.Sleep(5);
        }

        Delete(RunDirectory(host));
    }

    internal string SettingsPath(HostName host) => Path.Combine(_directory!, $"{host}.json");

    internal string RunDirectory(HostName host) => Path.Combine(_directory!, $"run-{host}");

    internal string LogPath(HostName host) => Path.Combine(_directory!, $"{host}.log");

    public void Dispose()
    {
        if (_directory is null)
        {
            return;
        }

        Clear();
        foreach (HostName host in Hosts.Add(Client))
        {
            Run("ip", "netns", "delete", Namespace(host));
        }

        Delete(_directory);
    }

    /// <summary>Has the hosts boot a real guest until the result is disposed.</summary>
    internal IDisposable Boot(GuestImage image)
    {
        WriteSettings(image);
        return new Undo(() => WriteSettings(Small));
    }

    private GuestImage Small
    {
        get
        {
            string path = Path.Combine(_directory!, Guest);
            return new(path, path);
        }
    }

    private void WriteSettings(GuestImage image)
    {
        foreach (HostName host in Hosts)
        {
            File.WriteAllText(
                SettingsPath(host),
                JsonSerializer.Serialize(Settings(host, image), AgentJson.Default.AgentSettings)
            );
        }
    }

    private static string? Missing()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "needs root";
        }

        string[] programs = ["ip", "qemu-system-x86_64", "gcc"];
        string[] missing = [.. programs.Where(program => Namespaces.TestLab.Find(program) is null)];
        return missing.Length == 0 ? null : $"not installed: {string.Join(", ", missing)}";
    }

    private static void Delete(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        Task<string> complaint = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(
            process.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)}: {complaint.Result}"
        );
        return output;
    }

    private string Namespace(HostName host) => $"{_name}-{host}";

    private static string Address(HostName host) => $"10.78.0.1{host.Value[^1]}";

    private void Make()
    {
        _directory = Directory.CreateTempSubdirectory("mq-").FullName;
        AgentProgram = FindAgent();
        string[] build =
        [
            "-m32",
            "-nostdlib",
            "-static",
            "-no-pie",
            "-Wl,-Ttext=0x100000,--build-id=none,-N,--no-warn-rwx-segments",
        ];
        string client = Namespace(Client);
        Run("ip", "netns", "add", client);
        Run("ip", "-n", client, "link", "add", "br0", "type", "bridge");
        Run("ip", "-n", client, "link", "set", "br0", "up");
        foreach (HostName host in Hosts)
        {
            string space = Namespace(host);
            string port = $"to-{host}";
            Run("ip", "netns", "add", space);
            Run("ip", "-n", space, "link", "set", "lo", "up");
            Run("ip", "-n", space, "link", "add", "br0", "type", "bridge");
            string[] pair = ["link", "add", "eth0", "type", "veth", "peer", "name", port];
            Run("ip", ["-n", space, .. pair, "netns", client]);
            Run("ip", "-n", client, "link", "set", port, "master", "br0", "up");
            Run("ip", "-n", space, "link", "set", "eth0", "master", "br0", "up");
            Run("ip", "-n", space, "addr", "add", Address(host) + "/24", "dev", "br0");
            Run("ip", "-n", space, "link", "set", "br0", "up");
        }

        string source = Path.Combine(AppContext.BaseDirectory, "Qemu", Guest + ".S");
        Run("gcc", [.. build, "-o", Small.Kernel, source]);
        Run("ip", "-n", client, "addr", "add", "10.78.0.9/24", "dev", "br0");
        WriteSettings(Small);
    }

    private static string FindAgent()
    {
        var loop = new WallClockLoop();
        var shell = new LocalShell(new RunClock(loop.Time), new ShellLimits());
        string cache = LabProgram.Cache;
        var executable = new AgentExecutable(shell, new("controller"), cache);
        return loop.Run(
            token =>
                executable.FindAsync(
                    Environment.GetEnvironmentVariable("MIGSIM_AGENT"),
                    AppContext.BaseDirectory,
                    null,
                    token
                ),
            CancellationToken.None
        );
    }

    private AgentSettings Settings(HostName host, GuestImage image) =>
        new()
        {
            Self = host.Value,
            Members = [.. Hosts.Select(member => member.Value)],
            Machines = [.. QemuFixture.Specs.Select(QemuFixture.Machine)],
            Ssh = new()
            {
                AgentProgram = AgentProgram,
                ControlDirectory = Path.Combine(_directory!, "ssh"),
            },
            MessageAddresses = Addresses(),
            Log = LogPath(host),
            Qemu = new()
            {
                Kernel = image.Kernel,
                Initrd = image.Initrd,
                RunDirectory = RunDirectory(host),
                Bridge = "br0",
                MigrationAddresses = Addresses(),
                DowntimeLimitMilliseconds = 100,
                StateHost = host.Value,
                StateDirectory = Path.Combine(_directory!, "saved"),
                Migration = new() { BandwidthMax = BandwidthMax },
            },
        };

    private static ImmutableSortedDictionary<string, string> Addresses() =>
        Hosts.ToImmutableSortedDictionary(host => host.Value, Address);

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
