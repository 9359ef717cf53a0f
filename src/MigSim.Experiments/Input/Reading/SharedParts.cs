using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Reading;

/// <summary>The parts of a study's points that were read already, by the nodes that they were read from.</summary>
internal sealed class SharedParts
{
    private const int CountMax = 20_000;
    private readonly Dictionary<(Node, string), (object? Value, SheetPart Part)> _known = [];

    public (object? Value, SheetPart Part)? Find(Node node, string path) =>
        _known.TryGetValue((node, path), out (object? Value, SheetPart Part) known) ? known : null;

    public void Add(Node node, string path, object? value, SheetPart part)
    {
        if (_known.Count >= CountMax)
        {
            _known.Clear();
        }

        _known.Add((node, path), (value, part));
    }
}
