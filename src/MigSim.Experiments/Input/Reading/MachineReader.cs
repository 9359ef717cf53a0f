using System.Collections.Immutable;
using System.Net;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Scenarios;
using MigSim.Virtualization;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Reads the virtual machines and gives an address to those without one.</summary>
internal static class MachineReader
{
    private const int FirstDefault = 101;
    private const int LastDefault = 254;

    public static ImmutableArray<Machine> Read(Sheet sheet, MapReader machines, Platform platform)
    {
        ImmutableArray<Machine> read =
        [
            .. machines.ReadOthers((name, machine) => ReadOne(sheet, name, machine)),
        ];
        if (read.Length == 0 && sheet.IsGood(machines.Path))
        {
            sheet.Report(machines.Path, "at least one machine", "none");
        }

        var used = new HashSet<IPAddress>(
            platform.Links.Select(link => link.Address).Concat(read.Select(m => m.Spec.Address))
        );
        byte[] lan = platform.Hosts.FirstOrDefault()?.Address.GetAddressBytes() ?? [0, 0, 0, 0];
        var machinesWithAddress = ImmutableArray.CreateBuilder<Machine>(read.Length);
        foreach (Machine machine in read)
        {
            bool isGiven = !machine.Spec.Address.Equals(IPAddress.None);
            IPAddress? address = isGiven ? machine.Spec.Address : NextFree(lan, used);
            if (address is null)
            {
                string problem =
                    $"no address of the LAN's /24 is left for machine {machine.Spec.Name}";
                string path = machines.PathOf(machine.Spec.Name.Value);
                sheet.Report(path, "a free address", "none", null, problem);
            }

            VmSpec spec = machine.Spec with { Address = address ?? IPAddress.None };
            machinesWithAddress.Add(machine with { Spec = spec });
        }

        return machinesWithAddress.ToImmutable();
    }

    private static Machine ReadOne(Sheet sheet, string name, MapReader machine) =>
        new(
            new VmSpec(
                new VmName(name),
                machine.Get(ScenarioFields.MachineMemory),
                machine.Get(ScenarioFields.VirtualCpus),
                machine.Get(ScenarioFields.Address),
                ProfileReader.ReadWorkload(machine.Open(ScenarioFields.Workload)),
                machine.Get(ScenarioFields.Engine)
            )
            {
                Weight = machine.Get(ScenarioFields.Weight),
                DriverCap = machine.Has(ScenarioFields.DriverCap)
                    ? machine.Get(ScenarioFields.DriverCap)
                    : null,
                Mode = machine.Get(ScenarioFields.Mode),
                PostCopyAfter = machine.Get(ScenarioFields.PostCopyAfter),
            },
            new HostName(machine.Get(ScenarioFields.MachineHost))
        )
        {
            Checkpoints = machine.Has(ScenarioFields.MachineCheckpoints)
                ? ProfileReader.ReadCheckpoints(
                    sheet,
                    machine.Open(ScenarioFields.MachineCheckpoints)
                )
                : null,
        };

    private static IPAddress? NextFree(byte[] lan, HashSet<IPAddress> used)
    {
        for (int last = FirstDefault; last <= LastDefault; last++)
        {
            var address = new IPAddress([lan[0], lan[1], lan[2], (byte)last]);
            if (used.Add(address))
            {
                return address;
            }
        }

        return null;
    }
}
