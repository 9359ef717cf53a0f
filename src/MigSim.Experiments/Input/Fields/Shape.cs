using System.Collections.Immutable;
using MigSim.Experiments.Input.Quantities;

namespace MigSim.Experiments.Input.Fields;

/// <summary>What may stand at a place of a scenario; a closed set of five.</summary>
internal abstract class Shape;

/// <summary>A single value; in a scenario, a list of them is an axis.</summary>
internal class LeafShape(Kind kind, Sourcing sourcing) : Shape
{
    public Kind Kind { get; } = kind;

    public Sourcing Sourcing { get; } = sourcing;
}

/// <summary>A single value of a type.</summary>
internal sealed class LeafShape<T>(Kind<T> kind, Sourcing sourcing) : LeafShape(kind, sourcing)
{
    public new Kind<T> Kind { get; } = kind;
}

/// <summary>
/// A mapping with known fields, or with names that the user chooses, or with both.
/// </summary>
/// <param name="title">What it is called in errors, such as <c>machine</c>.</param>
/// <param name="fields">Its known fields.</param>
internal sealed class ObjectShape(string title, ImmutableArray<Field> fields) : Shape
{
    public string Title { get; } = title;

    public ImmutableArray<Field> Fields { get; } = fields;

    /// <summary>Gets what stands under names that the user chooses, if there may be any.</summary>
    public Shape? Others { get; init; }

    /// <summary>Gets the field that a single value in place of the mapping means.</summary>
    public Field? Shorthand { get; init; }

    public Field? Find(string key) => Fields.FirstOrDefault(field => field.Name == key);

    /// <summary>Gets what may stand under a key, if anything may.</summary>
    public Shape? ShapeOf(string key) => Find(key)?.Shape ?? Others;
}

/// <summary>The path of a file that holds a mapping, or the mapping itself.</summary>
internal sealed class FileShape(ObjectShape target) : Shape
{
    /// <summary>The field that names the file whose fields a mapping changes.</summary>
    public const string Extends = "extends";

    public ObjectShape Target { get; } = target;
}

/// <summary>A list that is no axis: of mappings, of single values, or of lists of these.</summary>
internal sealed class ListShape(Shape item) : Shape
{
    public Shape Item { get; } = item;

    /// <summary>Gets whether an item alone may stand for a list of one.</summary>
    public bool MayBeSingle { get; init; }
}
