using MigSim.Clustering;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Checks that the times of a scenario are in their order.</summary>
internal static class TimeChecks
{
    private const double HoursMax = 24;

    public static void Check(Sheet sheet, Scenario scenario)
    {
        CheckProbe(sheet, scenario);
        HeartbeatOptions cluster = scenario.Cluster;
        CheckBelowDeadTime(sheet, "keepalive", cluster.KeepAlive, cluster.DeadTime);
        CheckBelowDeadTime(sheet, "warntime", cluster.WarnTime, cluster.DeadTime);
    }

    private static void CheckProbe(Sheet sheet, Scenario scenario)
    {
        ProbePlan probe = scenario.Probe;
        if (!sheet.IsGood("probe.interval", "probe.count"))
        {
            return;
        }

        double hours = probe.Interval.TotalHours * probe.Count;
        if (hours > HoursMax)
        {
            string problem =
                $"a probe of {probe.Count} requests at this interval lasts {hours:0} h";
            string expected = $"a probe of at most {HoursMax} h";
            sheet.Report("probe.interval", expected, $"{hours:0} h", null, problem);
            return;
        }

        if (sheet.IsGood("failure.at") && scenario.Failure.At >= probe.Duration)
        {
            double at = scenario.Failure.At.TotalSeconds;
            double end = probe.Duration.TotalSeconds;
            string problem = $"the failure at {at} s is after the end of the probe at {end} s";
            sheet.Report("failure.at", $"a time before {end} s", $"{at} s", null, problem);
        }
    }

    private static void CheckBelowDeadTime(
        Sheet sheet,
        string name,
        TimeSpan time,
        TimeSpan deadTime
    )
    {
        if (sheet.IsGood($"cluster.{name}", "cluster.deadtime") && time >= deadTime)
        {
            string problem =
                $"{name} of {time.TotalSeconds} s is not below deadtime "
                + $"of {deadTime.TotalSeconds} s";
            string expected = $"a time below deadtime, {deadTime.TotalSeconds} s";
            sheet.Report($"cluster.{name}", expected, $"{time.TotalSeconds} s", null, problem);
        }
    }
}
