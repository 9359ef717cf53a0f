using System.Collections.Immutable;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input.Constants;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Scenarios;
using MigSim.Models.Migration;
using MigSim.Virtualization;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Reads the migration engines, and checks that machines name those that there are.</summary>
internal static class EngineChecks
{
    public static ImmutableSortedDictionary<string, EngineProfile> Read(
        Sheet sheet,
        Node tree,
        ErrorList errors
    )
    {
        string name = ScenarioFields.Engines.Name;
        if ((tree as MapNode)?.Find(name)?.Value is not MapNode map)
        {
            return MigrationEngines.Profiles;
        }

        return sheet.Read(map, name, () => Read(sheet, name, map, errors));
    }

    private static ImmutableSortedDictionary<string, EngineProfile> Read(
        Sheet sheet,
        string name,
        MapNode map,
        ErrorList errors
    )
    {
        var file = new ConstantFile(map, errors);
        int before = errors.Count;
        ConstantMap root = file.Root;
        root.Text("description");
        var engines = EngineReader.ReadAll(root.Map(name));
        root.Map(CalibrationStamp.FieldName);
        root.Finish();
        if (errors.Count > before)
        {
            sheet.MarkBad(name);
        }

        foreach (var constant in file.Constants)
        {
            sheet.Add(constant);
        }

        return engines;
    }

    // A machine that is protected cannot be migrated at the same time.
    private static void CheckProtection(Sheet sheet, Scenario scenario, Machine machine)
    {
        string path = $"machines.{machine.Spec.Name}.checkpoints";
        if (machine.Checkpoints is null || !sheet.IsGood(path, "failure", "takeover"))
        {
            return;
        }

        bool hasHeir = scenario.Takeover.Any(heir => heir.Vm == machine.Spec.Name);
        if (!hasHeir || scenario.Failure.Kind != FailureKind.Crash)
        {
            string problem =
                $"machine {machine.Spec.Name} has checkpoints, but "
                + (hasHeir ? "its host does not crash" : "nobody takes it over");
            const string expected = "'failure: { kind: crash }' and a host under 'takeover'";
            sheet.Report(path, expected, "neither or one of them", null, problem);
        }
    }

    public static void Check(Sheet sheet, Scenario scenario)
    {
        foreach (Machine machine in scenario.Machines)
        {
            VmSpec spec = machine.Spec;
            CheckProtection(sheet, scenario, machine);
            string path = $"machines.{spec.Name}.engine";
            if (!sheet.IsGood(path, ScenarioFields.Engines.Name))
            {
                continue;
            }

            if (!scenario.Engines.TryGetValue(spec.Engine, out EngineProfile? engine))
            {
                IEnumerable<string> names = scenario.Engines.Keys;
                string expected = $"a migration engine: {string.Join(", ", names)}";
                sheet.Report(
                    path,
                    expected,
                    $"'{spec.Engine}'",
                    Nearest.Of(spec.Engine.Replace('_', '-'), names)
                );
                continue;
            }

            bool needsPostCopy = spec.Mode is MigrationMode.PostCopy or MigrationMode.Hybrid;
            if (needsPostCopy && !engine.Settings.HasPostCopy)
            {
                string problem =
                    $"the engine {spec.Engine} of machine {spec.Name} has no post-copy";
                string expected = "pre-copy or stop-and-copy, or an engine such as qemu";
                sheet.Report($"machines.{spec.Name}.mode", expected, "post-copy", null, problem);
            }
        }
    }
}
