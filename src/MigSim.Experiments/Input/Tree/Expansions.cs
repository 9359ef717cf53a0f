using System.Collections.Immutable;

namespace MigSim.Experiments.Input.Tree;

/// <summary>What was expanded for some points of a study already; other points share it.</summary>
/// <remarks>
/// Points share nodes, not only what these say: what is read from a node can be shared again.
/// </remarks>
internal sealed class Expansions
{
    // Values of samples occur once each; what they lead to must not be kept for ever.
    private const int CountMax = 20_000;
    private readonly Dictionary<(Node, object?, int), Expansion> _known = [];
    private readonly Dictionary<string, ImmutableSortedDictionary<string, string>> _inputs = new(
        StringComparer.Ordinal
    );

    /// <summary>Finds what became of a node under a shape, or by a value at a depth of its path.</summary>
    public Expansion? Find(Node node, object? by, int depth) =>
        _known.TryGetValue((node, by, depth), out Expansion? known) ? known : null;

    public void Add(Node node, object? by, int depth, Expansion expansion)
    {
        if (_known.Count >= CountMax)
        {
            _known.Clear();
        }

        // A mapping in place of a file is its own content, and was added as that.
        _known[(node, by, depth)] = expansion;
    }

    /// <summary>Gets the digests of a set of files, made once.</summary>
    public ImmutableSortedDictionary<string, string> Inputs(
        IReadOnlyCollection<string> files,
        Func<ImmutableSortedDictionary<string, string>> make
    )
    {
        string key = string.Join('\n', files);
        if (!_inputs.TryGetValue(key, out ImmutableSortedDictionary<string, string>? known))
        {
            known = make();
            _inputs.Add(key, known);
        }

        return known;
    }
}
