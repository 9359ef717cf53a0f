using System.Collections.Immutable;
using MigSim.Calibration.Fitting;
using MigSim.Experiments.Input;
using MigSim.Experiments.Input.Constants;

namespace MigSim.Calibration.Campaigns;

/// <summary>Reads what shall be fitted.</summary>
internal sealed class FitReader(ImmutableArray<CampaignData> data)
{
    private readonly ImmutableArray<string> _names = [.. data.Select(one => one.Name)];

    public FitPlan Read(string name, ConstantMap map)
    {
        string? written = map.Text("data");
        string? used =
            written is null && _names.Length == 1 ? _names[0] : map.Choice("data", _names);
        if (written is null && used is null)
        {
            map.Report("data", $"one of {string.Join(", ", _names)}", "none");
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
            Fitted = WordList.Of(map.Text("fitted")),
            HeldBack = WordList.Of(map.Text("held_back")),
            Metrics = metrics,
            Parameters = parameters.ToImmutable(),
            Fixed = constants.ToImmutable(),
            PromotesTo = map.Text("promotes_to"),
            Bootstraps = map.Number("bootstraps") is { } bootstraps ? (int)bootstraps : null,
            DropsOutliers = map.Flag("drops_outliers") ?? false,
        };
        map.Finish();
        if (data.FirstOrDefault(one => one.Name == used) is { Runs.IsEmpty: false } runs)
        {
            CheckNames(plan, map, runs);
        }

        return plan;
    }

    // What a fit names must be in its runs.
    private static void CheckNames(FitPlan plan, ConstantMap map, CampaignData runs)
    {
        string[] metrics = [.. runs.Runs[0].Metrics.Keys];
        foreach (string name in plan.Metrics.Select(metric => metric.Name).Except(metrics))
        {
            map.Report(
                "metrics",
                $"metrics of {runs.Name}: {string.Join(", ", metrics)}",
                $"'{name}'",
                Nearest.Of(name, metrics)
            );
        }

        string[] groups = [.. runs.Runs.Select(run => run.Group).Distinct()];
        foreach (
            (string field, ImmutableArray<string> named) in ((string, ImmutableArray<string>)[])
                [("fitted", plan.Fitted), ("held_back", plan.HeldBack)]
        )
        {
            foreach (string name in named.Except(groups))
            {
                map.Report(
                    field,
                    $"groups of {runs.Name}: {string.Join(", ", groups)}",
                    $"'{name}'",
                    Nearest.Of(name, groups)
                );
            }
        }
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
        ImmutableArray<string> paths = WordList.Of(map.Text("paths") ?? name);
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
                    map.Report(
                        "to",
                        $"more than 'from', {map.Text("from")}",
                        $"'{map.Text("to")}'"
                    );
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
