using System.Collections.Immutable;
using MigSim.Experiments.Testbeds;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Qemu;
using MigSim.Lab.Safety;
using MigSim.Lab.Shell;
using MigSim.Lab.Xen;
using MigSim.Time;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>The hypervisor of a lab, from here.</summary>
internal static class Hypervisors
{
    private const string DestroyQemu =
        "[ ! -x \"$1\" ] || \"$1\" vm destroy \"$2\" > /dev/null 2>&1 || "
        + "! \"$1\" vm list | grep -q \"\\\"$2\\\"\"";

    private const string DestroyXl =
        "\"$1\" list \"$2\" > /dev/null 2>&1 || exit 0; \"$1\" destroy \"$2\"";

    /// <summary>Makes it.</summary>
    public static ISavingHypervisor Create(
        TestbedDescription testbed,
        LabConnection lab,
        RunClock clock,
        ImmutableArray<AgentMachine> machines
    )
    {
        AgentSettings agent = lab.Agents[lab.Members[0]];
        return testbed.Hypervisor == LabHypervisor.Qemu
            ? new QmpHypervisor(lab.Shell, clock, lab.Members, machines, agent.Ssh.AgentProgram)
            : new XlHypervisor(
                clock,
                lab.Shell,
                agent.Xl!,
                machines.ToImmutableSortedDictionary(
                    machine => new VmName(machine.Name),
                    machine => machine.XlConfiguration!
                )
            );
    }

    /// <summary>Notes that machines are destroyed on every member when all is undone.</summary>
    public static void NoteMachines(LabConnection lab, ImmutableArray<AgentMachine> machines)
    {
        foreach (HostName member in lab.Members)
        {
            AgentSettings agent = lab.Agents[member];
            string script = agent.Qemu is null ? DestroyXl : DestroyQemu;
            string program = agent.Qemu is null ? agent.Xl!.Program : agent.Ssh.AgentProgram;
            foreach (AgentMachine machine in machines)
            {
                lab.Journal.Note(
                    $"machine {machine.Name} on {member}",
                    new UndoStep(member, "sh", ["-c", script, "sh", program, machine.Name])
                );
            }
        }
    }
}
