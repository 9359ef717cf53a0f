using System.Collections.Immutable;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Parsing;
using MigSim.Lab.Shell;
using MigSim.Time;

namespace MigSim.Lab.XenNested;

/// <summary>Starts and ends the QEMU processes that are the nodes, and asks them.</summary>
internal sealed class NestedNodes(
    NestedLayout layout,
    string image,
    TimeSpan bootTimeout,
    IRemoteShell shell,
    RunClock clock
) : IPowerSwitch
{
    private const string Processes = "processes.sh";

    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async Task OffAsync(HostName host, CancellationToken cancellationToken)
    {
        NestedNode node = layout.Node(host);

        // With the node go the connections to it that ssh keeps: nobody would tell it.
        await NestedCommand.RunAsync(
            shell,
            NestedScript.Command(
                Processes,
                CommandTimeout,
                "end",
                layout.Namespace,
                layout.ProcessName(node),
                $"carry {node.Lan} 22"
            ),
            $"{host} cannot be switched off",
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task OnAsync(HostName host, CancellationToken cancellationToken)
    {
        NestedNode node = layout.Node(host);
        if (await ProcessAsync(node, cancellationToken) is null)
        {
            await StartAsync(node, cancellationToken);
        }

        await WaitAsync(node, cancellationToken);
    }

    /// <summary>Starts a node that is off; it boots for a while.</summary>
    public Task StartAsync(NestedNode node, CancellationToken cancellationToken) =>
        NestedCommand.RunAsync(
            shell,
            new(
                "ip",
                ["netns", "exec", layout.Namespace, .. layout.QemuWords(node, image)],
                CommandTimeout
            ),
            $"{node.Host} cannot be started",
            cancellationToken
        );

    /// <summary>Waits until a node answers, and sets its clock.</summary>
    /// <exception cref="LabException">It does not boot.</exception>
    public async Task WaitAsync(NestedNode node, CancellationToken cancellationToken)
    {
        TimeSpan deadline = clock.Now + bootTimeout;
        while (await ListAsync(node, cancellationToken) is null)
        {
            if (clock.Now > deadline || await ProcessAsync(node, cancellationToken) is null)
            {
                string console = await ConsoleAsync(node, cancellationToken);
                throw new LabException(
                    $"{node.Host} does not boot; its console ends with\n{console}"
                );
            }

            await clock.DelayAsync(Pause, cancellationToken);
        }

        // The node began with the seconds of a real-time clock.
        await NestedCommand.RunAsync(
            shell,
            new("sh", ["-c", SetClock(node)], CommandTimeout),
            $"the clock of {node.Host} cannot be set",
            cancellationToken
        );
    }

    /// <summary>Gets the number of a node's process; null if the node is off.</summary>
    public async Task<string?> ProcessAsync(NestedNode node, CancellationToken cancellationToken)
    {
        string found = await NestedCommand.RunAsync(
            shell,
            NestedScript.Command(
                Processes,
                CommandTimeout,
                "list",
                layout.Namespace,
                layout.ProcessName(node)
            ),
            $"cannot look for the process of {node.Host}",
            cancellationToken
        );
        return found.Split('\n') is [{ Length: > 0 } first, ..] ? first : null;
    }

    /// <summary>Gets the machines of a node; null if it does not answer.</summary>
    public async Task<XlList?> ListAsync(NestedNode node, CancellationToken cancellationToken)
    {
        try
        {
            ShellResult result = await shell.ExecuteAsync(
                LabHosts.Controller,
                new("ssh", [.. SshWords(node), "xl list"], CommandTimeout),
                cancellationToken
            );
            return result.ExitCode == 0
                ? XlListParser.Parse(result.StandardOutput, node.Host)
                : null;
        }
        catch (Exception exception) when (exception is ShellException or TranscriptException)
        {
            return null;
        }
    }

    private async Task<string> ConsoleAsync(NestedNode node, CancellationToken cancellationToken)
    {
        string text = await NestedCommand.RunAsync(
            shell,
            new("tail", ["-n", "15", "--", layout.Console(node)], CommandTimeout),
            $"{node.Host} does not boot",
            cancellationToken
        );
        return text.TrimEnd();
    }

    // This clock is read as late as can be; how far off the node's is afterwards can be measured.
    private string SetClock(NestedNode node) =>
        PosixQuoting.Join(["ssh", .. SshWords(node)]) + " \"date --utc --set=@$(date +%s.%N)\"";

    // A connection of its own: a shared one would outlive a node that is switched off.
    private ImmutableArray<string> SshWords(NestedNode node) =>
        [
            "-F",
            "none",
            .. layout.SshOptions(image).SelectMany(option => new[] { "-o", option }),
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectTimeout=10",
            "-T",
            "-i",
            layout.KeyFile,
            "-l",
            "root",
            "--",
            node.Lan,
        ];
}
