using System.Collections.Immutable;
using MigSim.Clustering;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Tree;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Input.Reading;

/// <summary>
/// Reads one point of a study from its tree and checks that its parts fit together.
/// </summary>
internal static class ScenarioReader
{
    /// <summary>Reads a point; it is of use only if no error was reported.</summary>
    /// <param name="name">The scenario's name.</param>
    /// <param name="tree">The point's tree, with every file in its place.</param>
    /// <param name="inputs">The digests of the files.</param>
    /// <param name="point">The point's name and its values of the axes.</param>
    /// <param name="axes">Every axis of the study.</param>
    /// <param name="shared">What other points have read.</param>
    /// <param name="errors">Takes the mistakes.</param>
    public static Scenario Read(
        string name,
        Node tree,
        ImmutableSortedDictionary<string, string> inputs,
        PlannedPoint point,
        ImmutableArray<Axis> axes,
        SharedParts shared,
        ErrorList errors
    )
    {
        var sheet = new Sheet(errors, shared);
        ObjectShape shape = ScenarioFields.Scenario;
        var root = new MapReader(sheet, "", shape.Title, tree, shape);
        Platform platform = root.ReadPart(
            ScenarioFields.Platform,
            reader => PlatformReader.Read(sheet, reader)
        );
        MapReader machinesReader = root.Open(ScenarioFields.Machines);
        ImmutableArray<Machine> machines = MachineReader.Read(sheet, machinesReader, platform);
        var scenario = new Scenario
        {
            Name = name,
            Point = point.Name,
            Coordinates = point.Coordinates,
            Experiment = root.Get(ScenarioFields.Experiment),
            Platform = platform,
            Hypervisor = root.ReadPart(
                ScenarioFields.Hypervisor,
                reader => ProfileReader.ReadHypervisor(sheet, reader)
            ),
            Machines = machines,
            Engines = EngineChecks.Read(sheet, tree, errors),
            Calibrations = CalibrationReader.Read(tree, errors),
            Script = root.Get(ScenarioFields.Script),
            Restart = root.Get(ScenarioFields.Restart),
            Setting = root.Get(WebFields.Setting),
            Server = WebReader.ReadServer(root),
            Load = WebReader.ReadLoad(root),
            Flows = WebReader.ReadFlows(root),
            Expectations = [],
            Constants = [],
            Inputs = inputs,
        };
        if (scenario.HasFailure)
        {
            scenario = ReadFailover(sheet, root, scenario);
        }
        else
        {
            RequireWeb(sheet, root, scenario);
        }

        EngineChecks.Check(sheet, scenario);
        Check(sheet, scenario);
        ImmutableArray<Expectation> expectations = ExpectationReader.Read(
            sheet,
            tree,
            root,
            scenario,
            point,
            axes
        );
        return scenario with { Expectations = expectations, Constants = sheet.Constants };
    }

    private static Scenario ReadFailover(Sheet sheet, MapReader root, Scenario scenario)
    {
        return scenario with
        {
            Cluster = root.ReadPart(
                ScenarioFields.Cluster,
                reader => ProfileReader.ReadCluster(sheet, reader)
            ),
            Takeover = ReadTakeover(root.Open(ScenarioFields.Takeover), scenario.Machines),
            Failure = ReadFailure(root.Open(ScenarioFields.Failure)),
            Probe = ReadProbe(root.Open(ScenarioFields.Probe)),
        };
    }

    private static void Check(Sheet sheet, Scenario scenario)
    {
        HostChecks.CheckMachines(sheet, scenario);
        if (scenario.Flows is { } flows)
        {
            HostChecks.CheckHost(sheet, scenario, flows.Host, "flows.host");
        }

        if (scenario.HasFailure)
        {
            HostChecks.CheckFailover(sheet, scenario);
        }

        WebChecks.Check(sheet, scenario);
        MemoryChecks.Check(sheet, scenario);
        if (scenario.HasFailure)
        {
            TimeChecks.Check(sheet, scenario);
        }
    }

    private static void RequireWeb(Sheet sheet, MapReader root, Scenario scenario)
    {
        ReadOnlySpan<Field> needed = [WebFields.Server, WebFields.Load];
        foreach (Field field in needed)
        {
            if (!root.Has(field))
            {
                string problem = $"missing field '{field.Name}' in the scenario";
                sheet.Report(field.Name, $"the field '{field.Name}'", "nothing", null, problem);
            }
        }

        foreach (Field field in ScenarioFields.Scenario.Fields.Where(root.Has))
        {
            if (field.Experiment is { } only && only != scenario.Experiment)
            {
                string expected = $"'{only}' as the experiment, or no '{field.Name}'";
                sheet.Report(field.Name, expected, $"'{scenario.Experiment}'");
            }
        }
    }

    private static ImmutableArray<ClusterResource> ReadTakeover(
        MapReader takeover,
        ImmutableArray<Machine> machines
    )
    {
        Dictionary<string, string> heirs = takeover
            .GetOthers<string>()
            .ToDictionary(heir => heir.Name, heir => heir.Value);
        return
        [
            .. machines
                .Where(machine => heirs.ContainsKey(machine.Spec.Name.Value))
                .Select(machine => new ClusterResource(
                    machine.Spec.Name,
                    machine.Host,
                    new HostName(heirs[machine.Spec.Name.Value])
                )),
            .. heirs
                .Keys.Where(name => machines.All(machine => machine.Spec.Name.Value != name))
                .Select(name => new ClusterResource(
                    new VmName(name),
                    new HostName(""),
                    new HostName(heirs[name])
                )),
        ];
    }

    private static FailurePlan ReadFailure(MapReader failure) =>
        new(
            failure.Get(ScenarioFields.FailureAt),
            new HostName(failure.Get(ScenarioFields.FailureHost)),
            failure.Get(ScenarioFields.FailureMode)
        );

    private static ProbePlan ReadProbe(MapReader probe) =>
        new(
            new HostName(probe.Get(ScenarioFields.ProbeSource)),
            new VmName(probe.Get(ScenarioFields.ProbeTarget)),
            probe.Get(ScenarioFields.Interval),
            probe.Get(ScenarioFields.Count),
            probe.Get(ScenarioFields.Timeout)
        );
}
