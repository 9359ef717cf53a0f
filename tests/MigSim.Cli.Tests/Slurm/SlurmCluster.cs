using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;
using MigSim.Fakes;

namespace MigSim.Cli.Tests.Slurm;

/// <summary>A cluster of one node on the loopback, with daemons of its own that end with it.</summary>
public sealed class SlurmCluster : IAsyncLifetime
{
    /// <summary>The processors that the node says it has.</summary>
    public const int Processors = 3;

    private static readonly string[] Daemons = ["slurmd", "slurmctld", "munged"];

    private readonly TemporaryFolder _place = new();

    /// <summary>Gets why there is no cluster here; null if there is one.</summary>
    public string? Absence { get; } =
        !OperatingSystem.IsLinux() ? "Slurm runs on Linux."
        : !Environment.IsPrivilegedProcess ? "Slurm's daemons are started by root."
        : Daemons
            .Append("sbatch")
            .Where(tool => !IsInstalled(tool))
            .Select(tool => $"'{tool}' is not installed (Debian: slurm-wlm and munge).")
            .FirstOrDefault();

    /// <summary>Gets the cluster's configuration, which its commands read.</summary>
    public string Configuration => _place["slurm.conf"];

    /// <summary>Gets the name of the only node.</summary>
    public static string Node => Environment.MachineName.Split('.')[0];

    public async ValueTask InitializeAsync()
    {
        if (Absence is not null || OperatingSystem.IsWindows())
        {
            return;
        }

        await File.WriteAllBytesAsync(_place["munge.key"], RandomNumberGenerator.GetBytes(1024));
        File.SetUnixFileMode(_place["munge.key"], UnixFileMode.UserRead);
        Directory.CreateDirectory(_place["state"]);
        Directory.CreateDirectory(_place["spool"]);
        await File.WriteAllTextAsync(Configuration, Text());
        await RunAsync(
            "munged",
            "--force",
            $"--key-file={_place["munge.key"]}",
            $"--socket={_place["munge.socket"]}",
            $"--pid-file={_place["munged.pid"]}",
            $"--log-file={_place["munged.log"]}",
            $"--seed-file={_place["munged.seed"]}"
        );
        await RunAsync("slurmctld");
        await RunAsync("slurmd");
        await UntilAsync(async () => await RunAsync("sinfo", "-h", "-o", "%T") == "idle");
    }

    public async ValueTask DisposeAsync()
    {
        if (Absence is null)
        {
            await RunAsync("scancel", "--quiet", "--state=PENDING,RUNNING", "--user=root");
            await UntilAsync(async () => await RunAsync("squeue", "-h") == "");
            foreach (string daemon in Daemons)
            {
                await EndAsync(daemon);
            }
        }

        _place.Dispose();
    }

    /// <summary>Runs one of the cluster's commands, and gives what it prints.</summary>
    public async Task<string> RunAsync(string command, params string[] arguments)
    {
        BufferedCommandResult result = await CliWrap
            .Cli.Wrap(command)
            .WithArguments(arguments)
            .WithEnvironmentVariables(variables => variables.Set("SLURM_CONF", Configuration))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput.Trim();
    }

    /// <summary>Waits for something; gives up after a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> happened)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await happened())
        {
            await Task.Delay(100, timeout.Token);
        }
    }

    private static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task EndAsync(string daemon)
    {
        int id = int.Parse(
            await File.ReadAllTextAsync(_place[$"{daemon}.pid"]),
            CultureInfo.InvariantCulture
        );
        await Signals.SendAsync("TERM", id, CancellationToken.None);
        await UntilAsync(() => Task.FromResult(!Directory.Exists($"/proc/{id}")));
    }

    private string Text() =>
        $"""
            ClusterName=migsim
            SlurmctldHost={Node}(127.0.0.1)
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            AuthInfo=socket={_place["munge.socket"]}
            StateSaveLocation={_place["state"]}
            SlurmdSpoolDir={_place["spool"]}
            SlurmctldPidFile={_place["slurmctld.pid"]}
            SlurmdPidFile={_place["slurmd.pid"]}
            SlurmctldLogFile={_place["slurmctld.log"]}
            SlurmdLogFile={_place["slurmd.log"]}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerParameters=sched_interval=1,bf_interval=1
            SlurmdParameters=config_overrides
            SwitchType=switch/none
            MpiDefault=none
            ReturnToService=2
            KillWait=5
            NodeName={Node} NodeAddr=127.0.0.1 CPUs={Processors} State=UNKNOWN
            PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """;
}
