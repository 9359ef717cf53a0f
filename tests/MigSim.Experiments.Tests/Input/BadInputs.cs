namespace MigSim.Experiments.Tests.Input;

/// <summary>Wrong inputs, one mistake each.</summary>
internal static partial class BadInputs
{
    private const string Scenario = InputFolder.Scenario;
    private const string Platform = "platforms/three-nodes-gigabit.yaml";
    private const string Xen = "hypervisors/xen-2013.yaml";
    private const string Heartbeat = "heartbeat/default.yaml";
    private const string Choices =
        "expected a migration engine: cloudsim, qemu, simgrid, stop-and-copy, xen-2005-adaptive, "
        + "xen-legacy, xen-v2";

    public static IEnumerable<BadInput> All =>
        [
            .. Fields,
            .. Quantities,
            .. Names,
            .. Fit,
            .. Times,
            .. Expectations,
            .. Yaml,
            .. Ranges,
            .. Studies,
        ];

    private static BadInput Of(string name, string old, string replacement, string message) =>
        new(name, Scenario, old, replacement, message);

    private static BadInput Of(
        string name,
        string file,
        string old,
        string replacement,
        string message,
        string? pointsTo = null,
        string? pointsIn = null
    ) => new(name, file, old, replacement, message) { PointsTo = pointsTo, PointsIn = pointsIn };
}
