using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input.Quantities;

namespace MigSim.Experiments.Input.Fields;

/// <summary>The field with which a file says which fit its constants come from.</summary>
internal static class CalibrationFields
{
    private static readonly ObjectShape s_range = new(
        "range of an input",
        [
            Field.Optional("from", Kinds.Amount, 0, "The least value that was fitted."),
            Field.Optional("to", Kinds.Amount, 0, "The greatest value that was fitted."),
            Field.Optional("words", Kinds.Text, "", "The words that were fitted, with commas."),
        ]
    );

    public static readonly Field Calibration = Field.OptionalSection(
        CalibrationStamp.FieldName,
        new ObjectShape(
            "calibration",
            [
                Field.Required("id", Kinds.Text, "The campaign, the fit and its digest."),
                Field.Required("date", Kinds.Text, "The day of the promotion."),
                Field.OptionalSection(
                    "range",
                    new ObjectShape("range", []) { Others = s_range },
                    "The inputs that were fitted, by the columns of 'migsim predict'."
                ),
            ]
        ),
        "Which fit the constants come from, and for which inputs; 'migsim calibrate promote' writes it."
    );
}
