using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Tree;
using MigSim.Provenance;

namespace MigSim.Experiments.Input.Reading;

/// <summary>
/// Reads single values, with where they come from if they are physical constants.
/// </summary>
internal readonly struct LeafReader(Sheet sheet)
{
    public T Read<T>(string path, Node node, LeafShape<T> shape)
    {
        sheet.Note(path, node.Place);
        switch (node)
        {
            case BadNode:
                sheet.MarkBad(path);
                return shape.Kind.Fallback;
            case ScalarNode scalar:
                ReadOrigin(path, scalar, shape);
                return ReadScalar(path, scalar, shape.Kind);
            case MapNode map when shape.Sourcing != Sourcing.None:
                return ReadSourced(path, map, shape);
            default:
                string found =
                    node is ListNode
                        ? "a list, which is an axis only in a scenario and at a single value"
                        : node.Words;
                sheet.ReportAt(node.Place, path, shape.Kind.Expected, found);
                return shape.Kind.Fallback;
        }
    }

    private T ReadScalar<T>(string path, ScalarNode node, Kind<T> kind)
    {
        Reading<T> reading = kind.Read(node.Text.Trim());
        if (reading.IsValid)
        {
            return reading.Value!;
        }

        sheet.ReportAt(node.Place, path, reading.Expected!, node.Words, reading.Nearest);
        return kind.Fallback;
    }

    private T ReadSourced<T>(string path, MapNode map, LeafShape<T> shape)
    {
        var reader = new MapReader(sheet, path, $"constant {path}", map, ConstantFields.Constant);
        Origin origin = reader.Get(ConstantFields.Origin);
        string source = reader.Get(ConstantFields.Source);
        Node? value = map.Find(ConstantFields.Value.Name)?.Value;
        if (value is null)
        {
            return shape.Kind.Fallback;
        }

        if (value is not ScalarNode scalar)
        {
            sheet.ReportAt(value.Place, path, shape.Kind.Expected, value.Words);
            return shape.Kind.Fallback;
        }

        sheet.Add(new Constant(path, scalar.Text.Trim(), origin, source));
        sheet.Note(path, scalar.Place);
        return ReadScalar(path, scalar, shape.Kind);
    }

    /// <summary>Asks for the origin of a constant that a profile file gives without one.</summary>
    private void ReadOrigin(string path, ScalarNode node, LeafShape shape)
    {
        if (shape.Sourcing != Sourcing.Required)
        {
            return;
        }

        string text = node.Text.Trim();
        if (node.Place.File.Kind == SourceKind.Profile)
        {
            string example = "{ value: …, origin: measured, source: … }";
            string problem =
                $"expected where the constant comes from, as in {example}, found {node.Words}";
            sheet.ReportAt(node.Place, path, example, node.Words, null, problem);
            return;
        }

        bool isOverride = node.Place.File.Kind == SourceKind.Override;
        string source = isOverride ? "set on the command line" : "set in the scenario";
        sheet.Add(new Constant(path, text, Origin.Assumed, source));
    }
}
