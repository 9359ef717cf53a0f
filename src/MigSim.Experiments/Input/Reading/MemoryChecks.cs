using MigSim.Clustering;
using MigSim.Experiments.Scenarios;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Experiments.Input.Reading;

/// <summary>
/// Checks that machines fit on their hosts, also after a takeover, and pages in them.
/// </summary>
internal static class MemoryChecks
{
    public static void Check(Sheet sheet, Scenario scenario)
    {
        foreach (Machine machine in scenario.Machines)
        {
            CheckPages(sheet, machine.Spec);
            CheckProcessors(sheet, machine.Spec);
        }

        foreach (HostDescription host in scenario.Platform.Hosts)
        {
            IEnumerable<VmSpec> own = scenario
                .Machines.Where(machine => machine.Host == host.Name)
                .Select(machine => machine.Spec);
            IEnumerable<VmSpec> taken = scenario
                .Takeover.Where(heir =>
                    heir.Heir == host.Name
                    && scenario.HasFailure
                    && heir.Home == scenario.Failure.Host
                )
                .SelectMany(heir => scenario.Machines.Where(m => m.Spec.Name == heir.Vm))
                .Select(machine => machine.Spec);
            if (CheckFit(sheet, host, own, "machines.{0}.memory"))
            {
                CheckFit(sheet, host, own.Concat(taken), "takeover.{0}");
            }
        }
    }

    private static bool CheckFit(
        Sheet sheet,
        HostDescription host,
        IEnumerable<VmSpec> machines,
        string pathOfMachine
    )
    {
        DataSize sum = DataSize.Zero;
        foreach (VmSpec machine in machines)
        {
            string path = string.Format(null, pathOfMachine, machine.Name);
            sum += machine.Memory;
            bool isGood = sheet.IsGood(
                path,
                $"machines.{machine.Name}.memory",
                $"platform.hosts.{host.Name}.memory"
            );
            if (!isGood)
            {
                return false;
            }

            if (sum > host.Memory)
            {
                string problem =
                    $"machine {machine.Name} does not fit on host {host.Name}: "
                    + $"its {machine.Memory} make {sum} there, and the host has {host.Memory}";
                string expected = $"at most {host.Memory} on host {host.Name}";
                sheet.Report(path, expected, $"{sum}", null, problem);
                return false;
            }
        }

        return true;
    }

    private static void CheckPages(Sheet sheet, VmSpec machine)
    {
        string path = $"machines.{machine.Name}.memory";
        if (!sheet.IsGood(path))
        {
            return;
        }

        if (machine.Memory.Bytes % DataSize.PageBytes != 0)
        {
            DataSize nearest = DataSize.FromPages(machine.Memory.Pages);
            string expected = "a whole number of 4 KiB pages";
            sheet.Report(path, expected, $"'{machine.Memory}'", $"{nearest}");
            return;
        }

        long pages = 0;
        IEnumerable<(string Section, PageClass Written)> all =
        [
            .. machine.Workload.SystemWrites.Select(written => ("system_writes", written)),
            .. machine.Workload.Writes.Select(written => ("writes", written)),
        ];
        foreach ((string section, PageClass written) in all)
        {
            string pagesPath = $"machines.{machine.Name}.workload.{section}.{written.Name}.pages";
            pages += written.Pages;
            if (pages > machine.Memory.Pages && sheet.IsGood(pagesPath))
            {
                string problem =
                    $"the workload of machine {machine.Name} writes {pages} pages, but its memory "
                    + $"of {machine.Memory} has {machine.Memory.Pages}";
                string expected = $"at most {machine.Memory.Pages} pages";
                sheet.Report(pagesPath, expected, $"{pages}", null, problem);
                return;
            }
        }

        DataSize free = machine.Memory - DataSize.FromPages(pages);
        string readOnlyPath = $"machines.{machine.Name}.workload.read_only";
        if (machine.Workload.ReadOnly > free && sheet.IsGood(readOnlyPath))
        {
            string expected = $"at most {free}, which the written pages of {machine.Name} leave";
            sheet.Report(readOnlyPath, expected, $"{machine.Workload.ReadOnly}");
        }
    }

    private static void CheckProcessors(Sheet sheet, VmSpec machine)
    {
        string path = $"machines.{machine.Name}.workload.cpu_share";
        if (
            machine.Workload.CpuShare > machine.VirtualCpus
            && sheet.IsGood(path, $"machines.{machine.Name}.vcpus")
        )
        {
            string expected = $"at most the {machine.VirtualCpus} vcpus of machine {machine.Name}";
            sheet.Report(path, expected, $"{machine.Workload.CpuShare}");
        }
    }
}
