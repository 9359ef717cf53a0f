using MigSim.Experiments.Input.Quantities;
using MigSim.Provenance;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The fields of a constant that says where it comes from.</summary>
internal static class ConstantFields
{
    /// <summary>The value's own field; its kind is that of the constant.</summary>
    public static readonly Field<string> Value = Field.Required(
        "value",
        Kinds.Text,
        "The value with its unit."
    );

    public static readonly Kind<Origin> OriginKind = new ChoiceKind<Origin>(
        "origin",
        "an origin",
        [
            ("fitted", MigSim.Provenance.Origin.Fitted),
            ("measured", MigSim.Provenance.Origin.Measured),
            ("data-sheet", MigSim.Provenance.Origin.DataSheet),
            ("assumed", MigSim.Provenance.Origin.Assumed),
        ]
    );

    public static readonly Field<Origin> Origin = Field.Required(
        "origin",
        OriginKind,
        "Where the value comes from: fitted, measured, stated by a data sheet, or assumed."
    );

    public static readonly Field<string> Source = Field.Required(
        "source",
        Kinds.Text,
        "The paper, log, program or campaign, or why it was assumed."
    );

    public static readonly ObjectShape Constant = new("constant", [Value, Origin, Source]);
}
