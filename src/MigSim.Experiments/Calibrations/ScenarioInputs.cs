using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Scenarios;
using MigSim.Models.Migration;
using MigSim.Models.Network;
using MigSim.Virtualization;

namespace MigSim.Experiments.Calibrations;

/// <summary>
/// The migration of one machine of a scenario as a case of <c>migsim predict</c>, whose columns calibrations name their inputs by.
/// </summary>
public static class ScenarioInputs
{
    /// <summary>Gets the inputs by their column.</summary>
    public static ImmutableSortedDictionary<string, string> Of(Scenario scenario, Machine machine)
    {
        VmSpec spec = machine.Spec;
        WorkloadProfile workload = spec.Workload;
        var inputs = ImmutableSortedDictionary.CreateBuilder<string, string>(
            StringComparer.Ordinal
        );
        inputs["engine"] = spec.Engine;
        inputs["mode"] = Reports.KebabCase.Of(spec.Mode);
        Add("ram_bytes", spec.Memory.Bytes);
        Add("nonzero_pages", spec.Memory.Pages - workload.ZeroPages(spec.Memory));
        Add("bandwidth_bps", 8 * SlowestLink(scenario, machine) / Framing.WirePerByte);
        Add("working_set_pages", workload.Writes.Sum(written => written.Pages));
        Add(
            "dirty_rate_pages_per_s",
            workload.Writes.Sum(written => written.Pages * written.RewritesPerSecond)
        );
        if (scenario.Engines.GetValueOrDefault(spec.Engine)?.Settings is QemuSettings qemu)
        {
            Add("downtime_limit_ms", 1000 * qemu.DowntimeLimit);
        }

        return inputs.ToImmutable();

        void Add(string name, double value) =>
            inputs[name] = value.ToString("R", CultureInfo.InvariantCulture);
    }

    // Of the source and the target where that is known, in bytes per second.
    private static double SlowestLink(Scenario scenario, Machine machine)
    {
        HashSet<HostName> ends =
        [
            machine.Host,
            .. scenario
                .Takeover.Where(resource => resource.Vm == machine.Spec.Name)
                .Select(resource => resource.Heir),
        ];
        return scenario
            .Platform.Links.Where(link =>
                link.Network == NetworkName.Lan && ends.Contains(link.Host)
            )
            .Min(link => link.Bandwidth.BytesPerSecond);
    }
}
