using System.Collections.Immutable;
using MigSim.Experiments.Input.Fields;

namespace MigSim.Experiments.Input.Tree;

/// <summary>Reads a scenario and the scenarios that it extends.</summary>
/// <remarks>
/// Mappings are merged, lists and values are replaced, and published values (<c>expect</c>) stay behind: they were
/// published for what is changed. What <c>set</c> of the extended scenario puts where this one says something
/// else is dropped.
/// </remarks>
internal sealed class ScenarioLayers(FileStore files, ErrorList errors)
{
    private const int DepthMax = 8;

    /// <summary>Reads the scenario; null if an error was reported.</summary>
    public MapNode? Load() => Load(files.LoadScenario(), [files.Scenario]);

    private MapNode? Load(Node? node, ImmutableList<string> chain)
    {
        if (node is not null and not MapNode)
        {
            errors.Add(node.Place, "the fields of a scenario such as 'experiment'", node.Words);
        }

        if (node is not MapNode map || map.Find(FileShape.Extends) is not { } extends)
        {
            return node as MapNode;
        }

        if (extends.Value is not ScalarNode named || named.Text.Trim().Length == 0)
        {
            errors.Add(extends.Value.Place, "the path of a scenario", extends.Value.Words);
            return null;
        }

        string text = named.Text.Trim();
        string path = Path.GetFullPath(Path.Combine(named.Place.File.Directory, text));
        if (chain.Contains(path) || chain.Count > DepthMax)
        {
            string problem = chain.Contains(path)
                ? $"'{text}' extends itself"
                : $"'{text}': more than {DepthMax} scenarios extend each other";
            errors.Add(named.Place, $"at most {DepthMax} scenarios", "more", null, problem);
            return null;
        }

        Node? extended = files.LoadExtendedScenario(path, named.Place);
        MapNode? below = Load(extended, chain.Add(path))?.Without(ScenarioFields.Expect.Name);
        MapNode above = map.Without(FileShape.Extends);
        return below is null
            ? null
            : Layers.Merge(WithoutCovered(below, above), above, ScenarioFields.Scenario) as MapNode;
    }

    /// <summary>Drops what the extended scenario sets in a place that is written anew.</summary>
    private static MapNode WithoutCovered(MapNode below, MapNode above)
    {
        string name = ScenarioFields.Set.Name;
        if (below.Find(name)?.Value is not MapNode sets)
        {
            return below;
        }

        IEnumerable<MapEntry> kept = sets.Entries.Where(entry =>
            !IsCovered(above, entry.Key.Split('.'))
        );
        return below.With(name, new MapNode(sets.Place, sets.Name, [.. kept]));
    }

    private static bool IsCovered(Node node, ReadOnlySpan<string> path)
    {
        if (path.Length == 0 || node is not MapNode map)
        {
            return true;
        }

        if (path[0] != "*")
        {
            return map.Find(path[0]) is { } entry && IsCovered(entry.Value, path[1..]);
        }

        foreach (MapEntry entry in map.Entries)
        {
            if (IsCovered(entry.Value, path[1..]))
            {
                return true;
            }
        }

        return false;
    }
}
