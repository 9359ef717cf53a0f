using System.Collections.Immutable;
using System.Globalization;
using MigSim.Calibration.Cases;
using MigSim.Calibration.Suites;
using MigSim.Experiments.Reports;
using MigSim.Models.Prediction;

namespace MigSim.Cli.Prediction;

/// <summary>Writes how well a suite was predicted as tables.</summary>
internal static class ValidationTables
{
    private static readonly string[] Words =
    [
        "role",
        "group",
        "output",
        "case",
        "verdict",
        "constant",
        "predictor",
        "holds",
    ];

    /// <summary>Tells which columns hold numbers.</summary>
    public static bool IsNumber(string column) => !Words.Contains(column);

    /// <summary>Gets the tables of a result.</summary>
    public static IEnumerable<ReportTable> Of(SuiteResult result, bool withCases)
    {
        if (withCases)
        {
            yield return Cases(result);
        }

        yield return Accuracy(result);
        if (result.Refitted.Count > 0)
        {
            yield return Constants(result);
        }

        yield return Baselines(result);
    }

    private static ReportTable Cases(SuiteResult result) =>
        new(
            $"{result.Suite.Name}: every case (predicted, and its error in percent)",
            [
                "case",
                "role",
                "verdict",
                "total_ms",
                "error",
                "downtime_ms",
                "error ",
                "transferred_bytes",
                "error  ",
                "rounds",
            ],
            [
                .. result.Suite.Cases.Select(
                    (one, i) =>
                    {
                        MigrationOutcome outcome = result.Outcomes[i];
                        string verdict = ResultRow.Name(outcome.Verdict);
                        return (ImmutableArray<string>)
                            [
                                one.Name,
                                Role(one.Role),
                                one.Verdict == outcome.Verdict ? verdict : $"{verdict} (wrong)",
                                Text(outcome.TotalSeconds * 1000, "0"),
                                Error(one, outcome, SuiteOutput.TotalMs),
                                Text(outcome.DowntimeSeconds * 1000, "0.0"),
                                Error(one, outcome, SuiteOutput.DowntimeMs),
                                Text(outcome.Bytes, "0"),
                                Error(one, outcome, SuiteOutput.TransferredBytes),
                                Text(outcome.Rounds, "0"),
                            ];
                    }
                ),
            ]
        );

    private static ReportTable Accuracy(SuiteResult result) =>
        new(
            $"{result.Suite.Name}: mean absolute error in percent; "
                + $"{result.WrongVerdicts} of {result.Suite.Cases.Length} verdicts wrong",
            [
                "role",
                "group",
                "output",
                "cases",
                "mean",
                "max",
                "left out",
                "floor",
                "aim",
                "holds",
            ],
            [
                .. result.Accuracy.Select(row =>
                    (ImmutableArray<string>)
                        [
                            Role(row.Role),
                            row.Group,
                            ValidationSuite.NameOf(row.Output),
                            Text(row.Count, "0"),
                            Percent(row.Mean),
                            Percent(row.Max),
                            Percent(row.LeftOut),
                            Percent(row.Floor),
                            Percent(row.Target),
                            row.Target is null ? ""
                            : row.Holds ? "yes"
                            : "no",
                        ]
                ),
            ]
        );

    private static ReportTable Constants(SuiteResult result) =>
        new(
            $"{result.Suite.Name}: constants as the cases to fit give them, in basic units",
            ["constant", "refitted", "from", "to"],
            [
                .. result.Suite.Fitted.Select(range =>
                    (ImmutableArray<string>)
                        [
                            range.Path,
                            Text(result.Refitted[range.Path], "G6"),
                            Text(range.From, "G6"),
                            Text(range.To, "G6"),
                        ]
                ),
            ]
        );

    private static ReportTable Baselines(SuiteResult result) =>
        new(
            $"{result.Suite.Name}: simpler predictors, mean absolute error of the total time in percent",
            ["predictor", "group", "mean", "wrong verdicts"],
            [
                .. result.Baselines.Select(row =>
                    (ImmutableArray<string>)
                        [row.Name, row.Group, Percent(row.Mean), Text(row.Wrong, "0")]
                ),
            ]
        );

    private static string Error(SuiteCase one, MigrationOutcome outcome, SuiteOutput output) =>
        one.Verdict != outcome.Verdict || outcome.Verdict != MigrationVerdict.Completes ? ""
        : one.Measured[(int)output] is { } measured
            ? output switch
            {
                SuiteOutput.TotalMs => Percent((outcome.TotalSeconds * 1000 / measured) - 1),
                SuiteOutput.DowntimeMs => Percent((outcome.DowntimeSeconds * 1000 / measured) - 1),
                _ => Percent((outcome.Bytes / measured) - 1),
            }
        : "";

    private static string Role(CaseRole role) => role == CaseRole.Fit ? "fit" : "check";

    private static string Percent(double? share) => Text(share * 100, "0.00");

    private static string Text(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
