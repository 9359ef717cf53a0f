using System.Collections.Immutable;
using System.Globalization;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Shell;
using MigSim.Lab.Tools;

namespace MigSim.Cli.Labs;

/// <summary>What a run was made with: versions, clocks, and how busy this machine was.</summary>
internal static class LabVersions
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Asks; what a host does not tell is left out.</summary>
    public static async Task<ImmutableSortedDictionary<string, string>> ReadAsync(
        LabConnection lab,
        HostClocks clocks,
        CancellationToken cancellationToken
    )
    {
        var tools = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        HostName member = lab.Members[0];
        await AddAsync("kernel", member, "uname", "-r");
        await AddAsync("heartbeat", member, lab.Heartbeat.Program, "-V");
        await AddAsync("ping", lab.Storage, "ping", "-V");
        await AddAsync("load", LabHosts.Controller, "cat", "/proc/loadavg");
        if (lab.Agents[member].Qemu is { } qemu)
        {
            await AddAsync("qemu", member, qemu.Program, "--version");
        }
        else if (lab.Agents[member].Xl is { } xl)
        {
            string version = $"{PosixQuoting.Quote(xl.Program)} info xen_version";
            await AddAsync("xen", member, "sh", "-c", version);
        }

        foreach (HostName host in lab.Members.Append(lab.Storage))
        {
            await clocks.MeasureAsync(host, cancellationToken);
            double error = clocks.Offsets[host].Error.TotalMilliseconds;
            tools[$"clock.{host}"] = string.Create(
                CultureInfo.InvariantCulture,
                $"known to {error:0.000} ms"
            );
        }

        return tools.ToImmutable();

        async Task AddAsync(string name, HostName host, string program, params string[] arguments)
        {
            var command = new RemoteCommand(program, arguments, Timeout) { IsIdempotent = true };
            ShellResult result = await lab.Shell.ExecuteAsync(host, command, cancellationToken);
            string line = result.StandardOutput.Split('\n')[0].Trim();
            if (line.Length > 0)
            {
                tools[name] = line;
            }
        }
    }
}
