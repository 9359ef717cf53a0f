using System.Collections.Immutable;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Calibrations;

/// <summary>Says where a scenario leaves the inputs for which its constants were fitted.</summary>
public static class CalibrationWarnings
{
    /// <summary>Gets a line for each input outside of each calibration.</summary>
    public static ImmutableArray<string> Of(Scenario scenario) =>
        [
            .. (
                from applied in scenario.Calibrations
                from machine in scenario.Machines
                where applied.Engines?.Contains(machine.Spec.Engine) != false
                from outside in applied.Stamp.Range.Outside(ScenarioInputs.Of(scenario, machine))
                group machine.Spec.Name by (outside, applied.Stamp.Id) into same
                select $"{same.Key.outside} ({string.Join(", ", same)}; {same.Key.Id})"
            ),
        ];
}
