using MigSim.Experiments.Input.Quantities;

namespace MigSim.Experiments.Input.Fields;

/// <summary>A field of a mapping: what the reader, its errors and the schema know of it.</summary>
internal class Field(string name, Shape shape, bool isRequired, string description)
{
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public bool IsRequired { get; } = isRequired;

    public string Description { get; } = description;

    /// <summary>Gets the one experiment that has the field; null if every one has.</summary>
    public string? Experiment { get; private init; }

    public static Field<T> Required<T>(string name, Kind<T> kind, string description) =>
        new(name, new LeafShape<T>(kind, Sourcing.None), true, kind.Fallback, description);

    public static Field<T> Optional<T>(string name, Kind<T> kind, T absent, string description) =>
        new(name, new LeafShape<T>(kind, Sourcing.None), false, absent, description);

    /// <summary>A value that may say where it comes from.</summary>
    public static Field<T> Sourced<T>(string name, Kind<T> kind, string description) =>
        new(name, new LeafShape<T>(kind, Sourcing.Allowed), true, kind.Fallback, description);

    /// <summary>A physical constant: in a profile file it says where it comes from.</summary>
    public static Field<T> Constant<T>(
        string name,
        Kind<T> kind,
        string description,
        bool isRequired = true
    ) =>
        new(
            name,
            new LeafShape<T>(kind, Sourcing.Required),
            isRequired,
            kind.Fallback,
            description
        );

    public static Field Section(string name, Shape shape, string description) =>
        new(name, shape, true, description);

    /// <summary>A section that one experiment needs and the others do not have.</summary>
    public static Field SectionOf(
        string experiment,
        string name,
        Shape shape,
        string description
    ) => new(name, shape, true, description) { Experiment = experiment };

    public static Field OptionalSection(string name, Shape shape, string description) =>
        new(name, shape, false, description);
}

/// <summary>A field with a single value of a type.</summary>
internal sealed class Field<T>(
    string name,
    LeafShape<T> shape,
    bool isRequired,
    T absent,
    string description
) : Field(name, shape, isRequired, description)
{
    public new LeafShape<T> Shape { get; } = shape;

    /// <summary>Gets what an absent field means.</summary>
    public T Absent { get; } = absent;
}
