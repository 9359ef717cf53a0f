using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Experiments.Scenarios;
using MigSim.Failover;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;

namespace MigSim.Cli.Labs;

/// <summary>Puts the resource script onto the members: the agent, what it is told, its names.</summary>
/// <param name="lab">The lab.</param>
/// <param name="program">The agent.</param>
internal sealed class AgentInstallation(LabConnection lab, byte[] program)
{
    private readonly HostFiles _files = new(lab.Shell, lab.Journal);

    /// <summary>Installs it for a scenario.</summary>
    /// <param name="scenario">What the script does, and to which machines.</param>
    /// <param name="machines">The machines as the agents know them.</param>
    /// <param name="cancellationToken">Gives up; the journal knows what was done.</param>
    public async Task InstallAsync(
        Scenario scenario,
        ImmutableArray<AgentMachine> machines,
        CancellationToken cancellationToken
    )
    {
        foreach (HostName member in lab.Members)
        {
            AgentSettings settings = lab.Agents[member] with
            {
                Machines = machines,
                Script =
                    scenario.Script == FailoverScript.LiveMigrate ? "live-migrate" : "stop-start",
                Restart = scenario.Restart == RestartMode.Reboot ? "reboot" : "save-restore",
            };
            string agent = settings.Ssh.AgentProgram;
            await _files.CopyProgramAsync(member, agent, program, cancellationToken);
            string json = JsonSerializer.Serialize(settings, AgentJson.Default.AgentSettings);
            await _files.WriteAsync(
                member,
                AgentSettings.DefaultPath,
                json,
                "0600",
                cancellationToken
            );
            foreach (AgentMachine machine in machines)
            {
                string script = $"{lab.Heartbeat.ScriptDirectory}/{machine.Name}";
                await _files.LinkAsync(member, script, agent, cancellationToken);
            }
        }
    }
}
