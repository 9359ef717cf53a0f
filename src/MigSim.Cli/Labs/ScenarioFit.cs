using MigSim.Clustering;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;
using MigSim.Failover;
using MigSim.Virtualization;

namespace MigSim.Cli.Labs;

/// <summary>Checks that a lab can do what a scenario asks for, before anything is touched.</summary>
internal static class ScenarioFit
{
    /// <exception cref="InputException">It cannot; every reason is given.</exception>
    public static void Check(string path, Study study, TestbedDescription testbed)
    {
        InputError[] errors =
        [
            .. study
                .Points.SelectMany(point => Mistakes(point, testbed).Concat(ClusterMistakes(point)))
                .Distinct()
                .Select(mistake => new InputError(
                    path,
                    0,
                    0,
                    mistake.Expected,
                    mistake.Found,
                    null
                )),
        ];
        if (errors.Length > 0)
        {
            throw new InputException([.. errors]);
        }
    }

    private static IEnumerable<(string Expected, string Found)> Mistakes(
        Scenario point,
        TestbedDescription testbed
    )
    {
        if (!IsSame(point.Platform, testbed.Platform))
        {
            yield return (
                $"the hosts and links of the testbed {testbed.Name}, which only its own platform file changes",
                "a change of 'platform'"
            );
        }

        bool isInMachines = !point.HasFailure && point.Setting == ServerSetting.VirtualMachines;
        if (isInMachines && testbed.Kind != TestbedKind.Namespaces)
        {
            yield return (
                "setting: physical-hosts, or a lab of namespaces, whose guests have Apache",
                "virtual-machines"
            );
        }

        // The guests that a virtual lab makes have a web server of one page.
        bool hasGuests = testbed.Kind != TestbedKind.Ssh;
        if (point is { HasFailure: true, Load: not null } && !hasGuests)
        {
            yield return ("no 'load', or a virtual lab, whose guests have a web server", "a load");
        }

        if (point is { HasFailure: true, Flows: not null })
        {
            yield return ("no 'flows' here, or the simulator", "flows");
        }

        bool isStaged =
            point.Script == FailoverScript.StopStart && point.Restart == RestartMode.StagedCopy;
        if (isStaged)
        {
            yield return (
                "restart: save-restore or reboot, as no real hypervisor can make a staged copy",
                "staged-copy"
            );
        }

        foreach (Machine machine in point.Machines)
        {
            if (machine.Checkpoints is not null || machine.Spec.Mode != MigrationMode.PreCopy)
            {
                yield return (
                    "machines that are migrated by pre-copy and not protected, as labs can do no more yet",
                    $"another mode or checkpoints of {machine.Spec.Name}"
                );
            }

            bool isKnown =
                testbed.Ssh is not { } ssh
                || testbed.Hypervisor != LabHypervisor.Xl
                || ssh.XlConfigurations.ContainsKey(machine.Spec.Name);
            if (!isKnown)
            {
                yield return (
                    $"an entry '{machine.Spec.Name}' in 'xl_configurations' of the testbed {testbed.Name}",
                    "none"
                );
            }
        }
    }

    private static IEnumerable<(string Expected, string Found)> ClusterMistakes(Scenario point)
    {
        if (point.HasFailure && point.Cluster.Network != NetworkName.Heartbeat)
        {
            yield return (
                "cluster.network: heartbeat, as a lab's beats have a network of their own",
                $"{point.Cluster.Network}"
            );
        }

        if (point.HasFailure && point.Cluster.Order != TakeoverOrder.OneByOne)
        {
            yield return (
                "cluster.order: one-by-one, as Heartbeat does nothing else",
                "all-at-once"
            );
        }
    }

    private static bool IsSame(Platform one, Platform other) =>
        one.Hosts.SequenceEqual(other.Hosts)
        && one.Networks.SequenceEqual(other.Networks)
        && one.Links.SequenceEqual(other.Links);
}
