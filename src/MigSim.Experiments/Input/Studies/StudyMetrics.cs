using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Studies;

/// <summary>The metrics that a study names; whether there are such is known when the points are read.</summary>
internal sealed class StudyMetrics(Sheet sheet)
{
    private readonly List<(Place Place, string Name)> _all = [];

    /// <summary>Gets all that were read, with their places.</summary>
    public ImmutableArray<(Place Place, string Name)> All => [.. _all];

    public string Read(MapReader reader, Field<string> field)
    {
        string metric = reader.Get(field);
        if (reader.Has(field))
        {
            _all.Add((sheet.PlaceOf(reader.PathOf(field.Name)), metric));
        }

        return metric;
    }

    public ImmutableArray<string> ReadList(MapReader reader, Field field)
    {
        var metrics = reader.GetList<string>(field);
        _all.AddRange(metrics.Select(metric => (sheet.PlaceOf(metric.Path), metric.Value)));
        return [.. metrics.Select(metric => metric.Value)];
    }
}
