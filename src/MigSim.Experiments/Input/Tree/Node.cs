using System.Collections.Immutable;

namespace MigSim.Experiments.Input.Tree;

/// <summary>A part of an input with its place; a closed set of four.</summary>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>Gets the node in words, for "found …".</summary>
    public abstract string Words { get; }
}

/// <summary>A single value, still text.</summary>
internal sealed class ScalarNode(Place place, string text) : Node(place)
{
    private const int ShownMax = 60;

    public string Text { get; } = text;

    public override string Words =>
        Text.Length == 0 ? "nothing"
        : Text.Length <= ShownMax ? $"'{Text}'"
        : $"'{Text[..ShownMax]}…'";
}

/// <summary>Several values.</summary>
internal sealed class ListNode(Place place, ImmutableArray<Node> items) : Node(place)
{
    public ImmutableArray<Node> Items { get; } = items;

    public override string Words => "a list";
}

/// <summary>Named values in the order of the file.</summary>
internal sealed class MapNode(Place place, string? name, ImmutableArray<MapEntry> entries)
    : Node(place)
{
    /// <summary>
    /// Gets the name of the file that holds it, without the ending, if it fills one.
    /// </summary>
    public string? Name { get; } = name;

    public ImmutableArray<MapEntry> Entries { get; } = entries;

    public IEnumerable<string> Keys => Entries.Select(entry => entry.Key);

    public override string Words => "a mapping";

    public MapEntry? Find(string key)
    {
        foreach (MapEntry entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>Gives a key another value in its old place, or adds it at the end.</summary>
    public MapNode With(string key, Node value)
    {
        MapEntry? old = Find(key);
        return new MapNode(
            Place,
            Name,
            old is null
                ? Entries.Add(new MapEntry(key, value.Place, value))
                : Entries.Replace(old, old with { Value = value })
        );
    }

    public MapNode Without(string key) =>
        new(Place, Name, [.. Entries.Where(entry => entry.Key != key)]);
}

/// <summary>What stands for something that could not be read and was reported already.</summary>
internal sealed class BadNode(Place place) : Node(place)
{
    public override string Words => "nothing";
}

/// <summary>A key with its place and its value.</summary>
internal sealed record MapEntry(string Key, Place Place, Node Value);
