using MigSim.Lab.Lifecycle;

namespace MigSim.RealLab.Tests.Xen;

/// <summary>Real Heartbeat in the control domains, with a small script as its resource x0.</summary>
internal sealed class XenTakeover(LabConnection connection, XenNodes nodes)
{
    private const string Log = "/var/log/x0.log";

    // As the paper's script: stop lets the machine run, start fetches it from the host that has it.
    private const string Script = """
        #!/bin/sh
        echo "$1" >> /var/log/x0.log
        has() { xl list x0 > /dev/null 2>&1; }
        case $1 in
          start) has || ssh -n OTHER "xl migrate -s '' x0 'CARRIER'" >> /var/log/x0.log 2>&1 && has ;;
          status) has && echo running || { echo stopped; exit 3; } ;;
        esac

        """;

    /// <summary>Starts Heartbeat on both nodes and waits until it has settled.</summary>
    /// <param name="owner">The node that x0 belongs to.</param>
    /// <param name="token">Gives up.</param>
    public async Task StartAsync(HostName owner, CancellationToken token)
    {
        HeartbeatPlace place = connection.Heartbeat;
        string members = string.Join(' ', connection.Members);
        string configuration = $"""
            logfile {place.Log}
            keepalive 1
            warntime 10
            deadtime 30
            initdead 60
            bcast {place.Interface}
            auto_failback off
            node {members}
            crm off

            """;
        foreach (HostName node in connection.Members)
        {
            HostName other = connection.Members.Single(member => member != node);
            string carrier = connection.Agents[node].Xl!.MigrationHosts[node.Value];
            string script = Script
                .Replace("OTHER", other.Value, StringComparison.Ordinal)
                .Replace("CARRIER", carrier, StringComparison.Ordinal);
            string directory = place.ConfigurationDirectory;
            await nodes.WriteAsync(node, $"{place.ScriptDirectory}/x0", script, token);
            await nodes.WriteAsync(node, $"{directory}/ha.cf", configuration, token);
            await nodes.WriteAsync(node, $"{directory}/authkeys", "auth 1\n1 sha1 test\n", token);
            await nodes.WriteAsync(node, $"{directory}/haresources", $"{owner} x0\n", token);
            await nodes.RunAsync(node, token, place.Program);
        }

        foreach (HostName node in connection.Members)
        {
            await nodes.UntilAsync(async () => await IsSettledAsync(node, token), token);
        }
    }

    /// <summary>Stops Heartbeat in a controlled way; what it has goes to the other node.</summary>
    public Task StopAsync(HostName node, CancellationToken token) =>
        nodes.RunAsync(node, token, connection.Heartbeat.Program, "-k");

    /// <summary>Waits until the heir's script has ended.</summary>
    public Task TakenOverAsync(HostName heir, CancellationToken token) =>
        nodes.UntilAsync(
            async () =>
                (await nodes.RunAsync(heir, token, "cat", connection.Heartbeat.Log)).Contains(
                    "mach_down takeover complete",
                    StringComparison.Ordinal
                ),
            token
        );

    /// <summary>Gets what a node's script was asked and what it said.</summary>
    public Task<string> LogAsync(HostName node, CancellationToken token) =>
        nodes.RunAsync(node, token, "cat", Log);

    private async Task<bool> IsSettledAsync(HostName node, CancellationToken token)
    {
        string log = await nodes.RunAsync(node, token, "cat", connection.Heartbeat.Log);
        return log.Contains("Initial resource acquisition complete", StringComparison.Ordinal);
    }
}
