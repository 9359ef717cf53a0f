using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MigSim.Experiments.Input.Tree;

/// <summary>Reads YAML into nodes that know their place.</summary>
/// <remarks>
/// What a scenario does not need is refused, so that a file means what it seems to mean: anchors,
/// tags, several documents, duplicate keys, keys that are no words, tabs as indentation.
/// </remarks>
internal sealed class YamlTree
{
    private const int DepthMax = 32;
    private readonly SourceFile _file;
    private readonly ErrorList _errors;
    private readonly string? _name;

    private YamlTree(SourceFile file, string? name, ErrorList errors)
    {
        _file = file;
        _name = name;
        _errors = errors;
    }

    /// <summary>
    /// Reads one document; <see langword="null"/> if errors were reported instead.
    /// </summary>
    public static Node? Parse(SourceFile file, string? name, string text, ErrorList errors) =>
        new YamlTree(file, name, errors).Parse(text);

    private static string Plain(YamlException exception)
    {
        string message = exception.InnerException?.Message ?? exception.Message;
        int end = message.IndexOf("): ", StringComparison.Ordinal);
        return end >= 0 && message.StartsWith('(') ? message[(end + 3)..] : message;
    }

    private Node? Parse(string text)
    {
        if (HasTab(text))
        {
            return null;
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            return ReadDocument(parser);
        }
        catch (YamlException exception)
        {
            AddNoYaml(exception.Start, Plain(exception));
        }
        catch (Exception exception)
            when (exception
                    is InvalidOperationException
                        or ArgumentException
                        or FormatException
                        or ArithmeticException
                        or IndexOutOfRangeException
            )
        {
            // The scanner of the library gives up like this on some broken texts.
            AddNoYaml(parser.Current?.End ?? Mark.Empty, "the text after this is not understood");
        }

        return null;
    }

    private Node? ReadDocument(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return new ScalarNode(new Place(_file, 1, 1), "");
        }

        parser.Consume<DocumentStart>();
        Node? node = ReadNode(parser, 0);
        if (node is null)
        {
            return null;
        }

        parser.Consume<DocumentEnd>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return node;
        }

        Add(parser.Current!, "one document", "a second one");
        return null;
    }

    private void AddNoYaml(Mark mark, string message)
    {
        var place = new Place(_file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
        _errors.Add(place, "YAML", message, problem: $"no YAML: {message}");
    }

    private bool HasTab(string text)
    {
        int line = 1;
        foreach (ReadOnlySpan<char> row in text.AsSpan().EnumerateLines())
        {
            int column = row.IndexOfAnyExcept(' ');
            if (column >= 0 && row[column] == '\t')
            {
                var place = new Place(_file, line, column + 1);
                _errors.Add(place, "spaces as indentation", "a tab");
                return true;
            }

            line++;
        }

        return false;
    }

    private Node? ReadNode(Parser parser, int depth)
    {
        if (parser.Accept<AnchorAlias>(out _))
        {
            Add(parser.Current!, "a value", "an alias; write the value out");
            return null;
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false })
        {
            Add(parser.Current, "a value", "an anchor; write the value out where it is used");
            return null;
        }

        if (parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } tag })
        {
            Add(parser.Current, "a value without a tag", $"the tag '{tag}'");
            return null;
        }

        if (depth > DepthMax)
        {
            Add(parser.Current!, $"at most {DepthMax} levels", "more");
            return null;
        }

        if (parser.Accept<Scalar>(out _))
        {
            Scalar scalar = parser.Consume<Scalar>();
            return new ScalarNode(At(scalar), scalar.Value);
        }

        return parser.Accept<SequenceStart>(out _)
            ? ReadList(parser, depth)
            : ReadMap(parser, depth);
    }

    private ListNode? ReadList(Parser parser, int depth)
    {
        SequenceStart start = parser.Consume<SequenceStart>();
        ImmutableArray<Node>.Builder items = ImmutableArray.CreateBuilder<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            Node? item = ReadNode(parser, depth + 1);
            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }

        return new ListNode(At(start), items.ToImmutable());
    }

    private MapNode? ReadMap(Parser parser, int depth)
    {
        MappingStart start = parser.Consume<MappingStart>();
        ImmutableArray<MapEntry>.Builder entries = ImmutableArray.CreateBuilder<MapEntry>();
        var keys = new Dictionary<string, Place>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            Node? keyNode = ReadNode(parser, depth + 1);
            if (keyNode is not ScalarNode { Text.Length: > 0 } key)
            {
                if (keyNode is not null)
                {
                    _errors.Add(keyNode.Place, "a field's name", keyNode.Words);
                }

                return null;
            }

            Node? value = ReadNode(parser, depth + 1);
            if (value is null)
            {
                return null;
            }

            if (!keys.TryAdd(key.Text, key.Place))
            {
                string problem =
                    $"'{key.Text}' is given twice, first in line {keys[key.Text].Line}";
                _errors.Add(key.Place, "every field once", $"'{key.Text}' again", null, problem);
                continue;
            }

            entries.Add(new MapEntry(key.Text, key.Place, value));
        }

        return new MapNode(At(start), depth == 0 ? _name : null, entries.ToImmutable());
    }

    private Place At(ParsingEvent parsed) =>
        new(_file, (int)parsed.Start.Line, (int)parsed.Start.Column);

    private void Add(ParsingEvent parsed, string expected, string found) =>
        _errors.Add(At(parsed), expected, found);
}
