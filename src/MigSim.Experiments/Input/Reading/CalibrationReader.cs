using System.Collections.Immutable;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input.Constants;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Reading;

/// <summary>Reads which fits the constants of a scenario's files come from.</summary>
internal static class CalibrationReader
{
    public static ImmutableArray<AppliedCalibration> Read(Node tree, ErrorList errors) =>
        [.. Found(tree as MapNode, errors)];

    private static IEnumerable<AppliedCalibration> Found(MapNode? tree, ErrorList errors)
    {
        if (tree?.Find(ScenarioFields.Hypervisor.Name)?.Value is MapNode hypervisor)
        {
            if (Stamp(hypervisor, errors) is { } stamp)
            {
                yield return new AppliedCalibration(stamp, null);
            }
        }

        if (tree?.Find(ScenarioFields.Engines.Name)?.Value is MapNode file)
        {
            if (Stamp(file, errors) is { } stamp)
            {
                var engines = file.Find(ScenarioFields.Engines.Name)?.Value as MapNode;
                yield return new AppliedCalibration(stamp, [.. engines?.Keys ?? []]);
            }
        }
    }

    private static CalibrationStamp? Stamp(MapNode file, ErrorList errors) =>
        file.Find(CalibrationStamp.FieldName)?.Value is MapNode map
            ? CalibrationStamp.Read(new ConstantFile(map, errors).Root)
            : null;
}
