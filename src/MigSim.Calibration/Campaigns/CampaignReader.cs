using System.Collections.Immutable;
using MigSim.Calibration.Fitting;
using MigSim.Calibration.Planning;
using MigSim.Experiments.Input;
using MigSim.Experiments.Input.Constants;

namespace MigSim.Calibration.Campaigns;

/// <summary>Reads the manifest of a campaign and its raw files.</summary>
internal sealed class CampaignReader
{
    private static readonly string[] Models = ["migration", "law", "scenario"];
    private readonly string _folder;
    private readonly ConstantFile _file;

    public CampaignReader(string folder)
    {
        _folder = folder;
        _file = ConstantFile.Load(Path.Combine(folder, Campaign.ManifestName));
    }

    public Campaign Read()
    {
        string raw = Path.Combine(_folder, "raw");
        string digest = RawFiles.Verify(raw);
        ConstantMap root = _file.Root;
        root.Text("description");
        string source = Required(root, "source");
        string date = Required(root, "date");
        ConstantMap? dataMaps = root.Map("data");
        ConstantMap? fitMaps = root.Map("fits");
        ConstantMap? planMap = root.Map("plan");
        root.Finish();
        ImmutableArray<CampaignData> data =
        [
            .. Maps(dataMaps).Select(map => ReadData(map.Name, map.Map, raw)),
        ];
        if (data.IsEmpty)
        {
            root.Report("data", "the field 'data' with runs", "none");
        }

        var fits = new FitReader(data);
        ImmutableArray<FitPlan> plans =
        [
            .. Maps(fitMaps).Select(map => fits.Read(map.Name, map.Map)),
        ];
        CandidateRuns? candidates = planMap is { } plan ? ReadPlan(plan, plans, data) : null;
        _file.ThrowIfAny();
        return new Campaign
        {
            Name = Path.GetFileName(Path.GetFullPath(_folder).TrimEnd('/')),
            Folder = _folder,
            Source = source,
            Date = date,
            Digest = digest,
            Data = data,
            Fits = plans,
            Candidates = candidates,
        };
    }

    /// <summary>Reads a text that must be there.</summary>
    public static string Required(ConstantMap map, string name)
    {
        string? text = map.Text(name);
        if (string.IsNullOrEmpty(text))
        {
            map.Report(name, $"the field '{name}'", "none");
        }

        return text ?? "";
    }

    /// <summary>Gets the mappings in a mapping.</summary>
    public static IEnumerable<(string Name, ConstantMap Map)> Maps(ConstantMap? maps)
    {
        foreach (string name in maps?.Names ?? [])
        {
            if (maps!.Map(name) is { } map)
            {
                yield return (name, map);
            }
        }
    }

    private CampaignData ReadData(string name, ConstantMap map, string raw)
    {
        string model = map.Choice("model", Models) ?? "";
        string needed = model == "scenario" ? "scenario" : "profile";
        string? modelFile = model == "law" ? null : Required(map, needed);
        string file = Required(map, "file");
        var rows = new RunRows
        {
            Names = Required(map, "name"),
            Cell = WordList.Of(map.Text("cell")),
            Group = map.Text("group"),
        };
        if (map.Map("completes") is { } completes)
        {
            rows = rows with
            {
                Completes = Required(completes, "column"),
                CompletesWord = Required(completes, "is"),
            };
            completes.Finish();
        }

        ImmutableArray<ColumnSource> inputs = ReadSources(map.Map("inputs"), mayBeWord: true);
        ImmutableArray<ColumnSource> metrics = ReadSources(map.Map("metrics"), mayBeWord: false);
        ImmutableArray<string> range = WordList.Of(map.Text("range"));
        map.Finish();
        _file.ThrowIfAny();
        return new CampaignData(
            name,
            model,
            modelFile is null ? null : Path.Combine(_folder, modelFile),
            inputs,
            rows.Read(RawTable.Read(Path.Combine(raw, file)), inputs, metrics)
        )
        {
            Range = range,
        };
    }

    private static ImmutableArray<ColumnSource> ReadSources(ConstantMap? maps, bool mayBeWord)
    {
        var sources = ImmutableArray.CreateBuilder<ColumnSource>();
        foreach ((string name, ConstantMap map) in Maps(maps))
        {
            string? column = map.Text("column");
            string? value = map.Text("value");
            string? unitName = map.Text("unit");
            double times = map.Number("times") ?? 1;
            MeasureUnit? unit = unitName is null ? null : MeasureUnit.Find(unitName);
            MeasureUnit? kept = MeasureUnit.OfName(name);
            if (column is null == value is null)
            {
                map.Report("column", "either a column or a value", "both or none");
            }

            if (unitName is not null && unit is null)
            {
                map.Report("unit", $"a unit: {MeasureUnit.KnownNames}", $"'{unitName}'");
            }
            else if (unit is null && (kept is not null || !mayBeWord))
            {
                map.Report("unit", $"the unit of {name}, such as {kept?.Name ?? "ms"}", "none");
            }
            else if (kept is not null && kept.Kind != unit!.Kind)
            {
                map.Report("unit", $"a unit like {kept.Name}, as {name} has it", $"'{unit.Name}'");
            }

            ConstantMap? words = map.Map("words");
            map.Finish();
            sources.Add(
                new ColumnSource(name, column, value, unit, times)
                {
                    Words = (words?.Names ?? []).ToImmutableSortedDictionary(
                        word => word,
                        word => words!.Text(word) ?? "",
                        StringComparer.Ordinal
                    ),
                }
            );
        }

        return sources.ToImmutable();
    }

    private static CandidateRuns? ReadPlan(
        ConstantMap map,
        ImmutableArray<FitPlan> plans,
        ImmutableArray<CampaignData> data
    )
    {
        string? fit = map.Choice("fit", [.. plans.Select(plan => plan.Name)]);
        double overhead = map.Seconds("overhead") ?? 0;
        ConstantMap? inputs = map.Map("inputs");
        CampaignData? known = data.FirstOrDefault(one =>
            one.Name == plans.FirstOrDefault(plan => plan.Name == fit)?.Data
        );
        if (fit is null || known is null || inputs is null)
        {
            map.Report("fit", "a fit, and inputs with the values to choose from", "not both");
            return null;
        }

        ImmutableSortedDictionary<string, ImmutableArray<string>> axes = Maps(inputs)
            .ToImmutableSortedDictionary(
                axis => axis.Name,
                axis => CandidateAxes.Read(axis.Name, axis.Map),
                StringComparer.Ordinal
            );
        map.Finish();
        return new CandidateRuns(fit, overhead, CandidateAxes.Combine(known, axes));
    }
}
