using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using MigSim.Units;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Checks that a web server and its load name what exists and make sense.</summary>
internal static class WebChecks
{
    private const double HoursMax = 24;
    private const int SegmentBytes = 1448;

    public static void Check(Sheet sheet, Scenario scenario)
    {
        if (scenario.Server is { } server)
        {
            CheckServer(sheet, scenario, server);
        }

        if (scenario.Load is { } load)
        {
            CheckLoad(sheet, scenario, load);
        }

        CheckPair(sheet, scenario);
    }

    private static void CheckServer(Sheet sheet, Scenario scenario, ServerPlan server)
    {
        IEnumerable<string> machines = scenario.Machines.Select(m => m.Spec.Name.Value);
        if (sheet.IsGood("server.machine") && !machines.Contains(server.Machine.Value))
        {
            string name = server.Machine.Value;
            sheet.Report(
                "server.machine",
                "a machine of the scenario",
                $"'{name}'",
                Nearest.Of(name, machines),
                $"unknown machine '{name}'"
            );
        }

        ServerProfile profile = server.Profile;
        if (!sheet.IsGood("server.balloon", "server.profile"))
        {
            return;
        }

        if (server.Balloon.Bytes % profile.Step.Bytes != 0 || server.Balloon > profile.MemoryMax)
        {
            string expected =
                $"a whole number of steps of {profile.Step}, at most {profile.MemoryMax}";
            sheet.Report("server.balloon", expected, $"{server.Balloon}");
        }

        CheckSegment(sheet, "server.profile.request", profile.Request);
        CheckSegment(sheet, "server.profile.reply", profile.Reply);
    }

    private static void CheckSegment(Sheet sheet, string path, DataSize size)
    {
        if (size.Bytes > SegmentBytes)
        {
            sheet.Report(path, $"at most one TCP segment, {SegmentBytes} B", $"{size}");
        }
    }

    private static void CheckLoad(Sheet sheet, Scenario scenario, LoadPlan load)
    {
        if (sheet.IsGood("load.rate", "load.connections"))
        {
            if (load.Rate <= 0)
            {
                sheet.Report("load.rate", "a rate above 0", "0 /s");
            }
            else if (load.Duration.TotalHours > HoursMax)
            {
                string found = $"{load.Duration.TotalHours:0} h";
                sheet.Report("load.connections", $"a load of at most {HoursMax} h", found);
            }
        }

        IEnumerable<string> known = scenario
            .Machines.Select(machine => machine.Spec.Name.Value)
            .Concat(scenario.Platform.Hosts.Select(host => host.Name.Value));
        if (sheet.IsGood("load.source") && !known.Contains(load.Source))
        {
            sheet.Report(
                "load.source",
                "a machine or a host of the scenario",
                $"'{load.Source}'",
                Nearest.Of(load.Source, known),
                $"unknown machine or host '{load.Source}'"
            );
        }

        if (scenario.Server is null && sheet.IsGood("load", "server"))
        {
            sheet.Report("load", "a 'server' beside it", "none");
        }
    }

    private static void CheckPair(Sheet sheet, Scenario scenario)
    {
        bool isAlone = scenario.Server is not null && scenario.Load is null;
        if (isAlone && sheet.IsGood("load", "server"))
        {
            sheet.Report("server", "a 'load' beside it", "none");
        }

        bool isOnHosts = scenario.HasFailure && scenario.Setting == ServerSetting.PhysicalHosts;
        if (isOnHosts && sheet.IsGood("setting"))
        {
            sheet.Report("setting", "virtual-machines, as machines are moved", "physical-hosts");
        }
    }
}
