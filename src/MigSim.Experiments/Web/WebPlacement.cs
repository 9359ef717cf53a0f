using System.Net;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;

namespace MigSim.Experiments.Web;

/// <summary>Finds where the server and the client of a scenario run.</summary>
public static class WebPlacement
{
    /// <summary>Describes the server.</summary>
    public static ServerSpec Server(Scenario scenario)
    {
        ServerPlan plan = scenario.Server!;
        Machine machine = scenario.Machines.First(m => m.Spec.Name == plan.Machine);
        bool isVirtual = scenario.Setting == ServerSetting.VirtualMachines;
        IPAddress address = isVirtual
            ? machine.Spec.Address
            : scenario.Platform.Hosts.First(host => host.Name == machine.Host).Address;
        return new(machine.Host, isVirtual ? plan.Machine : null, address, plan.Profile);
    }

    /// <summary>Describes the load on one page of the server.</summary>
    public static LoadSpec Load(Scenario scenario, string page)
    {
        LoadPlan plan = scenario.Load!;
        Machine? client = scenario.Machines.FirstOrDefault(m => m.Spec.Name.Value == plan.Source);
        return new(
            client?.Host ?? new HostName(plan.Source),
            Server(scenario).Page(page),
            plan.Rate,
            plan.Calls,
            plan.Connections,
            plan.Timeout
        )
        {
            Machine = scenario.Setting == ServerSetting.VirtualMachines ? client?.Spec.Name : null,
        };
    }
}
