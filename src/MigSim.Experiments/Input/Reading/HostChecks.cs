using System.Net;
using MigSim.Clustering;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Checks that machines, takeover, failure and probe name what exists.</summary>
internal static class HostChecks
{
    /// <summary>Checks the machines.</summary>
    public static void CheckMachines(Sheet sheet, Scenario scenario)
    {
        foreach (Machine machine in scenario.Machines)
        {
            CheckHost(sheet, scenario, machine.Host, $"machines.{machine.Spec.Name}.host");
            CheckAddress(sheet, scenario, machine);
        }
    }

    /// <summary>Checks takeover, failure and probe.</summary>
    public static void CheckFailover(Sheet sheet, Scenario scenario)
    {
        foreach (ClusterResource resource in scenario.Takeover)
        {
            CheckTakeover(sheet, scenario, resource);
        }

        CheckFailure(sheet, scenario);
        CheckHost(sheet, scenario, scenario.Probe.Source, "probe.source");
        CheckMachine(sheet, scenario, scenario.Probe.Target, "probe.target");
    }

    /// <summary>Checks that the platform has a host.</summary>
    public static bool CheckHost(Sheet sheet, Scenario scenario, HostName host, string path)
    {
        if (!sheet.IsGood(path, "platform.hosts"))
        {
            return false;
        }

        IEnumerable<string> known = scenario.Platform.Hosts.Select(known => known.Name.Value);
        if (known.Contains(host.Value))
        {
            return true;
        }

        string problem = $"unknown host '{host}'; the platform has {string.Join(", ", known)}";
        string? nearest = Nearest.Of(host.Value, known);
        sheet.Report(path, "a host of the platform", $"'{host}'", nearest, problem);
        return false;
    }

    private static void CheckMachine(Sheet sheet, Scenario scenario, VmName machine, string path)
    {
        IEnumerable<string> known = scenario.Machines.Select(known => known.Spec.Name.Value);
        if (!sheet.IsGood(path) || known.Contains(machine.Value))
        {
            return;
        }

        string problem = $"unknown machine '{machine}'";
        string? nearest = Nearest.Of(machine.Value, known);
        sheet.Report(path, "a machine of the scenario", $"'{machine}'", nearest, problem);
    }

    private static void CheckAddress(Sheet sheet, Scenario scenario, Machine machine)
    {
        string path = $"machines.{machine.Spec.Name}.address";
        IPAddress address = machine.Spec.Address;
        string? owner = scenario
            .Platform.Links.Where(link => link.Address.Equals(address))
            .Select(link => $"host {link.Host} on {link.Network}")
            .Concat(
                scenario
                    .Machines.TakeWhile(other => other != machine)
                    .Where(other => other.Spec.Address.Equals(address))
                    .Select(other => $"machine {other.Spec.Name}")
            )
            .FirstOrDefault();
        if (owner is not null && sheet.IsGood(path) && !address.Equals(IPAddress.None))
        {
            string problem =
                $"the address {address} is used twice: by {owner} "
                + $"and by machine {machine.Spec.Name}";
            sheet.Report(path, "an address of its own", $"'{address}'", null, problem);
        }
    }

    private static void CheckTakeover(Sheet sheet, Scenario scenario, ClusterResource resource)
    {
        string path = $"takeover.{resource.Vm}";
        IEnumerable<string> known = scenario.Machines.Select(known => known.Spec.Name.Value);
        if (!known.Contains(resource.Vm.Value))
        {
            string problem = $"takeover of the unknown machine '{resource.Vm}'";
            string? nearest = Nearest.Of(resource.Vm.Value, known);
            sheet.ReportName(path, $"'{resource.Vm}'", nearest, problem);
            return;
        }

        bool isKnown = CheckHost(sheet, scenario, resource.Heir, path);
        if (isKnown && resource.Heir == resource.Home)
        {
            string problem = $"machine {resource.Vm} cannot be taken over by its own host";
            sheet.Report(path, "another host", $"'{resource.Heir}'", null, problem);
        }
        else if (isKnown)
        {
            CheckMember(sheet, scenario, resource.Heir, path);
            CheckMember(sheet, scenario, resource.Home, $"machines.{resource.Vm}.host");
        }
    }

    /// <summary>Checks that a member of the cluster is on the network of its messages.</summary>
    private static void CheckMember(Sheet sheet, Scenario scenario, HostName host, string path)
    {
        bool isLinked = scenario.Platform.Links.Any(link =>
            link.Host == host && link.Network == NetworkName.Heartbeat
        );
        if (!isLinked && sheet.IsGood(path, "platform"))
        {
            string problem =
                $"host {host} cannot be a member of the cluster: it is not on the network "
                + $"'{NetworkName.Heartbeat}'";
            sheet.Report(path, "a host on the heartbeat network", $"'{host}'", null, problem);
        }
    }

    private static void CheckFailure(Sheet sheet, Scenario scenario)
    {
        HostName failed = scenario.Failure.Host;
        if (!CheckHost(sheet, scenario, failed, "failure.host") || !sheet.IsGood("machines"))
        {
            return;
        }

        string[] held =
        [
            .. scenario
                .Machines.Where(machine => machine.Host == failed)
                .Select(machine => machine.Spec.Name.Value),
        ];
        if (held.Length == 0)
        {
            string problem = $"no machine runs on the failing host '{failed}'";
            sheet.Report("failure.host", "a host with machines", $"'{failed}'", null, problem);
        }

        foreach (string name in held)
        {
            if (scenario.Takeover.All(heir => heir.Vm.Value != name) && sheet.IsGood("takeover"))
            {
                string problem =
                    $"machine {name} runs on the failing host '{failed}' and nobody takes it over";
                sheet.Report("takeover", $"an entry '{name}: host'", "none", null, problem);
            }
        }
    }
}
