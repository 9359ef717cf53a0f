using MigSim.Experiments.Input.Quantities;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a published value of a metric.</summary>
internal static class ExpectationFields
{
    public static readonly Field When = Field.OptionalSection(
        "when",
        new ObjectShape("when", []) { Others = new LeafShape<string>(Kinds.Text, Sourcing.None) },
        "The values of axes, or of other fields, that a point must have; every point if absent."
    );

    public static readonly Field<string> Metric = Field.Required(
        "metric",
        Kinds.Text,
        "The metric's name, such as 'rtt.during.mean_ms'."
    );

    public static readonly Field<double> Value = Field.Required(
        "value",
        Kinds.Number,
        "The published value, in the unit that the metric's name says."
    );

    public static readonly Field<double> Within = Field.Optional(
        "within",
        Kinds.Amount,
        0,
        "How far off the found value may be; if absent, the value is only printed beside ours."
    );

    public static readonly Field<string> Source = Field.Required(
        "source",
        Kinds.Text,
        "Who published it."
    );

    public static readonly ObjectShape Expectation = new(
        "expectation",
        [When, Metric, Value, Within, Source]
    );
}
