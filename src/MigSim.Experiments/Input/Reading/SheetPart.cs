using MigSim.Experiments.Input.Tree;
using MigSim.Provenance;

namespace MigSim.Experiments.Input.Reading;

/// <summary>What is known of a part of a point; points that read the same part share it.</summary>
internal sealed class SheetPart
{
    public Dictionary<string, Place> Places { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Place> Names { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Bad { get; } = new(StringComparer.Ordinal);

    public List<Constant> Constants { get; } = [];
}
