using System.Collections.Immutable;
using System.Globalization;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Input.Constants;

namespace MigSim.Calibration.Planning;

/// <summary>Makes candidate runs: every combination of the values of some inputs.</summary>
internal static class CandidateAxes
{
    /// <summary>Reads the values of an input.</summary>
    public static ImmutableArray<string> Read(string name, ConstantMap map)
    {
        ImmutableArray<string> values = WordList.Of(CampaignReader.Required(map, "values"));
        MeasureUnit? unit = MeasureUnit.Find(map.Text("unit") ?? "");
        double times = map.Number("times") ?? 1;
        bool isNumber = MeasureUnit.OfName(name) is not null;
        if (isNumber && (unit is null || unit.Kind != MeasureUnit.OfName(name)!.Kind))
        {
            map.Report("unit", $"a unit like {MeasureUnit.OfName(name)!.Name}", "another or none");
            return [];
        }

        map.Finish();
        if (!isNumber)
        {
            return values;
        }

        var source = new ColumnSource(name, null, null, unit, times);
        var converted = ImmutableArray.CreateBuilder<string>();
        foreach (string value in values)
        {
            if (
                double.TryParse(
                    value,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out double raw
                )
            )
            {
                converted.Add(source.Convert(raw).ToString("G9", CultureInfo.InvariantCulture));
            }
            else
            {
                map.Report("values", "numbers between commas", $"'{value}'");
            }
        }

        return converted.ToImmutable();
    }

    /// <summary>Combines the values; what no axis names is as in the first measured run.</summary>
    public static ImmutableArray<CampaignRun> Combine(
        CampaignData data,
        ImmutableSortedDictionary<string, ImmutableArray<string>> axes
    )
    {
        CampaignRun first = data.Runs[0];
        IEnumerable<CampaignRun> runs =
        [
            first with
            {
                Name = "",
                Metrics = ImmutableSortedDictionary<string, double?>.Empty,
            },
        ];
        foreach ((string name, ImmutableArray<string> values) in axes)
        {
            runs =
            [
                .. runs.SelectMany(run =>
                    values.Select(value =>
                        run with
                        {
                            Name =
                                run.Name.Length == 0
                                    ? $"{name}={value}"
                                    : $"{run.Name}, {name}={value}",
                            Inputs = run.Inputs.SetItem(name, value),
                        }
                    )
                ),
            ];
        }

        return [.. runs.Select(run => run with { Cell = run.Name })];
    }
}
