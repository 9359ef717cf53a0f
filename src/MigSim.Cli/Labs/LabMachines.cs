using System.Collections.Immutable;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Lab.Agents;
using MigSim.Lab.Lifecycle;
using MigSim.Lab.Safety;
using MigSim.Lab.Storage;
using MigSim.Lab.XenNested;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>Gives the machines of a scenario what they need on a lab: disks, configurations.</summary>
internal static class LabMachines
{
    // Sparse; guests write only a little.
    private static readonly DataSize DiskSize = DataSize.FromMebibytes(64);

    /// <summary>Prepares them, and notes that they are destroyed at the end.</summary>
    public static async Task<ImmutableArray<AgentMachine>> PrepareAsync(
        TestbedDescription testbed,
        LabConnection lab,
        Scenario scenario,
        CancellationToken cancellationToken
    )
    {
        var storage = new IscsiStorage(
            lab.Shell,
            lab.Journal,
            lab.Storage,
            testbed.Platform.Host(lab.Storage).Address.ToString()
        );
        var machines = ImmutableArray.CreateBuilder<AgentMachine>();
        foreach (VmSpec spec in scenario.Machines.Select(machine => machine.Spec))
        {
            var machine = AgentMachine.Of(spec);
            switch (testbed.Kind)
            {
                case TestbedKind.Namespaces:
                    string disk = await storage.ProvideAsync(
                        spec.Name,
                        DiskSize,
                        cancellationToken
                    );
                    machines.Add(machine with { Disk = disk });
                    break;
                case TestbedKind.Ssh:
                    machines.Add(
                        machine with
                        {
                            XlConfiguration = testbed.Ssh!.XlConfigurations.GetValueOrDefault(
                                spec.Name
                            ),
                        }
                    );
                    break;
                default:
                    string path = $"/etc/xen/{spec.Name}.cfg";
                    await WriteConfigurationAsync(lab, machine, path, cancellationToken);
                    machines.Add(machine with { XlConfiguration = path });
                    break;
            }
        }

        return machines.ToImmutable();
    }

    private static async Task WriteConfigurationAsync(
        LabConnection lab,
        AgentMachine machine,
        string path,
        CancellationToken cancellationToken
    )
    {
        var files = new HostFiles(lab.Shell, lab.Journal);
        foreach (HostName member in lab.Members)
        {
            string text = XlGuest.Configuration(machine);
            await files.WriteAsync(member, path, text, "0644", cancellationToken);
        }
    }
}
