using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a range of values, which stands where a single value would.</summary>
internal static class RangeFields
{
    public static readonly Field<string> From = Field.Required(
        "from",
        Kinds.Text,
        "The first value."
    );

    public static readonly Field<string> To = Field.Required(
        "to",
        Kinds.Text,
        "The last value, greater than the first."
    );

    public static readonly Field<int> Steps = Field.Optional(
        "steps",
        Kinds.Steps,
        0,
        "How many values there are, both ends included."
    );

    public static readonly Field<string> Step = Field.Optional(
        "step",
        Kinds.Text,
        "",
        "The difference between a value and the next, from the first value on."
    );

    public static readonly Field<bool> IsLogarithmic = Field.Optional(
        "scale",
        new ChoiceKind<bool>("scale", "a scale", [("linear", false), ("log", true)]),
        false,
        "Whether values are spaced by difference or by ratio; linear if absent."
    );

    public static readonly ObjectShape Range = new("range", [From, To, Steps, Step, IsLogarithmic]);

    /// <summary>Tells whether a mapping at a single value is a range rather than a sourced constant.</summary>
    public static bool IsRange(MapNode node) =>
        node.Find(ConstantFields.Value.Name) is null
        && node.Keys.Any(key => Range.Find(key) is not null);
}
