using System.Collections.Immutable;
using MigSim.Calibration.Promotion;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input.Constants;
using MigSim.Models.Memory;
using MigSim.Models.Migration;
using MigSim.Provenance;

namespace MigSim.Calibration.Profiles;

/// <summary>
/// What a file in <c>calibration/reference</c> or <c>models</c> says of engines and of how guests write
/// their memory, with where each constant comes from.
/// </summary>
public sealed record PredictionProfile
{
    /// <summary>Gets the engines with their own constants alone.</summary>
    public static PredictionProfile None { get; } = new() { Engines = MigrationEngines.Profiles };

    /// <summary>Gets the engines by name.</summary>
    public required ImmutableSortedDictionary<string, EngineProfile> Engines { get; init; }

    /// <summary>Gets the curves by name.</summary>
    public ImmutableSortedDictionary<string, IDirtyCurve> Curves { get; init; } =
        ImmutableSortedDictionary.Create<string, IDirtyCurve>(StringComparer.Ordinal);

    /// <summary>Gets what holds where a case leaves a cell empty.</summary>
    public CaseDefaults Defaults { get; init; } = new();

    /// <summary>Gets where each constant comes from.</summary>
    public ImmutableArray<Constant> Constants { get; init; } = [];

    /// <summary>Gets which fit its constants come from; null if it was not promoted.</summary>
    public CalibrationStamp? Stamp { get; init; }

    /// <summary>Reads a profile.</summary>
    /// <exception cref="MigSim.Experiments.Input.InputException">Every mistake in it.</exception>
    public static PredictionProfile Load(string path) => Read(ConstantFile.Load(path));

    /// <summary>Reads a profile from a file that may have got other values.</summary>
    /// <exception cref="MigSim.Experiments.Input.InputException">Every mistake in it.</exception>
    public static PredictionProfile Read(ConstantFile file)
    {
        ConstantMap root = file.Root;
        root.Text("description");
        var engines = EngineReader.ReadAll(root.Map("engines"));
        var curves = None.Curves.ToBuilder();
        if (root.Map("curves") is { } curveMaps)
        {
            foreach (string name in curveMaps.Names)
            {
                if (
                    curveMaps.Map(name) is { } map
                    && CurveReader.Read(map, curves, file.Directory) is { } curve
                )
                {
                    curves[name] = curve;
                }
            }
        }

        CaseDefaults defaults = ReadDefaults(root.Map("defaults"));
        CalibrationStamp? stamp = root.Map(CalibrationStamp.FieldName) is { } field
            ? CalibrationStamp.Read(field)
            : null;
        root.Finish();
        file.ThrowIfAny();
        return new PredictionProfile
        {
            Engines = engines,
            Curves = curves.ToImmutable(),
            Defaults = defaults,
            Constants = file.Constants,
            Stamp = stamp,
        };
    }

    private static CaseDefaults ReadDefaults(ConstantMap? map)
    {
        if (map is null)
        {
            return new CaseDefaults();
        }

        var defaults = new CaseDefaults
        {
            Engine = map.Text("engine"),
            Rate = map.BytesPerSecond("bandwidth"),
            DirtyCurve = map.Text("dirty_curve"),
            SecondsMax = map.Seconds("longest") ?? new CaseDefaults().SecondsMax,
        };
        map.Finish();
        return defaults;
    }
}
