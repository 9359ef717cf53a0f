using System.Collections.Immutable;
using MigSim.Calibration.Fitting;
using MigSim.Experiments.Input.Constants;

namespace MigSim.Calibration.Campaigns;

/// <summary>Reads what shall be fitted.</summary>
internal sealed class FitReader(ImmutableArray<string> data)
{
    public FitPlan Read(string name, ConstantMap map)
    {
        string? used = data.Length == 1 ? map.Text("data") ?? data[0] : map.Choice("data", data);
        if (used is null || !data.Contains(used))
        {
            map.Report("data", $"the data: {string.Join(", ", data)}", $"'{used}'");
        }

        ImmutableArray<FitMetric> metrics =
        [
            .. CampaignReader.Maps(map.Map("metrics")).Select(one => ReadMetric(one.Name, one.Map)),
        ];
        if (metrics.IsEmpty)
        {
            map.Report("metrics", "the field 'metrics'", "none");
        }

        var constants = ImmutableSortedDictionary.CreateBuilder<string, double>(
            StringComparer.Ordinal
        );
        var parameters = ImmutableArray.CreateBuilder<FitParameter>();
        foreach ((string key, ConstantMap one) in CampaignReader.Maps(map.Map("parameters")))
        {
            ReadParameter(key, one, parameters, constants);
        }

        if (parameters.Count == 0)
        {
            map.Report("parameters", "at least one parameter with bounds", "none");
        }

        var plan = new FitPlan
        {
            Name = name,
            Data = used ?? "",
            Law = map.Text("law"),
            Fitted = CampaignReader.Words(map.Text("fitted")),
            HeldBack = CampaignReader.Words(map.Text("held_back")),
            Metrics = metrics,
            Parameters = parameters.ToImmutable(),
            Fixed = constants.ToImmutable(),
            PromotesTo = map.Text("promotes_to"),
            DropsOutliers = map.Flag("drops_outliers") ?? false,
        };
        map.Finish();
        return plan;
    }

    private static FitMetric ReadMetric(string name, ConstantMap map)
    {
        string? scatter = map.Choice("scatter", ["relative", "absolute"]);
        if (map.Text("scatter") is null)
        {
            map.Report("scatter", "relative or absolute", "none");
        }

        double? spread = null;
        if (map.Text("spread") is { } text)
        {
            (double Value, MeasureUnit Unit)? read = MeasureUnit.Parse(text);
            MeasureUnit? kept =
                scatter == "relative" ? MeasureUnit.Find("1") : MeasureUnit.OfName(name);
            if (read is null || read.Value.Unit.Kind != (kept?.Kind ?? read.Value.Unit.Kind))
            {
                map.Report(
                    "spread",
                    $"a number with its unit, such as 5 {kept?.Name}",
                    $"'{text}'"
                );
            }
            else
            {
                spread = read.Value.Value / (kept?.Factor ?? 1);
            }
        }

        map.Finish();
        return new FitMetric(name, scatter == "relative", spread);
    }

    private static void ReadParameter(
        string name,
        ConstantMap map,
        ImmutableArray<FitParameter>.Builder parameters,
        ImmutableSortedDictionary<string, double>.Builder constants
    )
    {
        ImmutableArray<string> paths = CampaignReader.Words(map.Text("paths") ?? name);
        if (map.Text("fixed") is { } given)
        {
            if (Quantity(map, "fixed", given) is { } value)
            {
                foreach (string path in paths)
                {
                    constants[path] = value.Value;
                }
            }
        }
        else
        {
            var from = Quantity(map, "from", map.Text("from"));
            var to = Quantity(map, "to", map.Text("to"));
            if (from is not null && to is not null)
            {
                // A zero needs no unit.
                if (from.Value.Unit.Kind != to.Value.Unit.Kind && from.Value.Value != 0)
                {
                    map.Report("from", $"a unit like {to.Value.Unit.Name}", "another");
                }
                else if (from.Value.Value >= to.Value.Value)
                {
                    map.Report("to", "more than 'from'", "not more");
                }

                parameters.Add(
                    new FitParameter(name, paths, to.Value.Unit, from.Value.Value, to.Value.Value)
                );
            }
        }

        map.Finish();
    }

    private static (double Value, MeasureUnit Unit)? Quantity(
        ConstantMap map,
        string name,
        string? text
    )
    {
        (double Value, MeasureUnit Unit)? read = text is null ? null : MeasureUnit.Parse(text);
        if (read is null)
        {
            string found = text is null ? "none" : $"'{text}'";
            map.Report(name, "a bound with its unit, such as 85 MB/s", found);
        }

        return read;
    }
}
