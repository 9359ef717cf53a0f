using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Lab.XenNested;
using MigSim.Time;

namespace MigSim.RealLab.Tests.Xen;

/// <summary>What the tests ask the nodes of a lab to do.</summary>
internal sealed class XenNodes(LabConnection connection, RunClock clock)
{
    public const string Address = "10.77.0.50";

    private const string ConfigurationFile = "/etc/xen/x0.cfg";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<string> RunAsync(
        HostName node,
        CancellationToken token,
        string program,
        params string[] arguments
    )
    {
        ShellResult result = await connection.Shell.ExecuteAsync(
            node,
            new(program, arguments, Timeout),
            token
        );
        Assert.True(
            result.ExitCode == 0,
            $"{node}: {program}: {result.ExitCode}: {result.StandardOutput}{result.StandardError}"
        );
        return result.StandardOutput;
    }

    public Task WriteAsync(HostName node, string path, string text, CancellationToken token) =>
        RunAsync(
            node,
            token,
            "sh",
            "-c",
            "printf %s \"$2\" > \"$1\" && chmod 700 \"$1\"",
            "sh",
            path,
            text
        );

    /// <summary>Creates x0 on the first node and waits until it answers.</summary>
    public async Task CreateAsync(CancellationToken token)
    {
        var machine = new AgentMachine
        {
            Name = "x0",
            Address = Address,
            MemoryBytes = 96L << 20,
            Writes = [new(2048, 0.1)],
        };
        foreach (HostName node in connection.Members)
        {
            await WriteAsync(node, ConfigurationFile, XlGuest.Configuration(machine), token);
        }

        await RunAsync(XenTestbed.Node0, token, "xl", "create", ConfigurationFile);
        await UntilAsync(
            async () =>
            {
                ShellResult result = await connection.Shell.ExecuteAsync(
                    connection.Storage,
                    new("ping", ["-c", "1", "-W", "1", "--", Address], Timeout),
                    token
                );
                return result.ExitCode == 0;
            },
            token
        );
    }

    /// <summary>Has x0 moved by xl, as an agent would.</summary>
    public async Task<XlMigrationLog> MigrateAsync(
        HostName source,
        HostName target,
        CancellationToken token
    )
    {
        XlSettings xl = connection.Agents[source].Xl!;
        string script =
            $"LD_PRELOAD={xl.ProgressLibrary} exec xl -vvv migrate -s '' x0 \"$1\" 2>&1";
        string carrier = xl.MigrationHosts[target.Value];
        return XlMigrationParser.Parse(
            await RunAsync(source, token, "sh", "-c", script, "sh", carrier)
        );
    }

    public async Task<XlList> ListAsync(HostName node, CancellationToken token) =>
        XlListParser.Parse(await RunAsync(node, token, "xl", "list"), node);

    /// <summary>Asserts that x0 is on one node and on no other.</summary>
    public async Task AssertOnlyOnAsync(HostName host, CancellationToken token)
    {
        foreach (HostName node in connection.Members)
        {
            XlList list = await ListAsync(node, token);
            Assert.Equal(node == host ? ["x0"] : [], list.Vms.Select(vm => vm.Name.Value));
        }
    }

    public async Task UntilAsync(Func<Task<bool>> isReached, CancellationToken token)
    {
        while (!await isReached())
        {
            await clock.DelayAsync(TimeSpan.FromMilliseconds(500), token);
        }
    }
}
