using System.Collections.Immutable;
using System.Globalization;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Experiments.Reports;

namespace MigSim.Cli.Calibrating;

/// <summary>Writes what came out of fits as tables.</summary>
public static class FitTables
{
    private static readonly string[] Words = ["parameter", "unit", "metric", "fit"];

    /// <summary>Tells which columns hold numbers.</summary>
    public static bool IsNumber(string column) => !Words.Contains(column);

    /// <summary>Gets the tables of a fit.</summary>
    public static IEnumerable<ReportTable> Of(FitResult result)
    {
        string name = result.Plan.Name;
        yield return new ReportTable(
            $"{name}: {result.Estimates.Length} parameters fitted to {result.Residuals.Length} values of {result.Runs} runs",
            [
                "parameter",
                "unit",
                "estimate",
                "std error",
                "95 % low",
                "high",
                "resampled low",
                "high ",
            ],
            [.. result.Estimates.Select(Row)]
        );
        if (result.Estimates.Length > 1)
        {
            yield return new ReportTable(
                $"{name}: correlations",
                ["parameter", .. result.Estimates.Select(one => one.Parameter.Name)],
                [
                    .. result.Correlations.Select(
                        (row, i) =>
                            (ImmutableArray<string>)
                                [
                                    result.Estimates[i].Parameter.Name,
                                    .. row.Select(value => Text(value, "0.000")),
                                ]
                    ),
                ]
            );
        }

        yield return Errors(
            $"{name}: absolute errors of the fitted runs in percent",
            result.Errors
        );
        if (result.HeldBack is { } heldBack)
        {
            string coverage = Text(heldBack.Coverage * 100, "0.0");
            yield return Errors(
                $"{name}: absolute errors of the runs that were held back, in percent; {coverage} % of the values are in their "
                    + $"95 % interval; {heldBack.WrongVerdicts} verdicts wrong",
                heldBack.Errors
            );
        }
    }

    /// <summary>Compares fits of different models to the same values.</summary>
    public static IEnumerable<ReportTable> Candidates(IEnumerable<FitResult> results)
    {
        foreach (
            IGrouping<string, FitResult> same in results.GroupBy(result =>
                string.Join(
                    '\n',
                    result.Residuals.Select(one => $"{one.Run} {one.Metric} {one.Measured}")
                ) + string.Join('\n', result.Plan.Metrics)
            )
        )
        {
            FitResult[] all = [.. same.OrderBy(result => result.Aicc ?? result.Bic)];
            if (all.Length > 1)
            {
                yield return new ReportTable(
                    "candidates for the same values; the least criterion is the best",
                    ["fit", "parameters", "AICc", "BIC", "mean %", "left out %"],
                    [
                        .. all.Select(result =>
                            (ImmutableArray<string>)
                                [
                                    result.Plan.Name,
                                    Text(result.Estimates.Length, "0"),
                                    Text(result.Aicc, "0.0"),
                                    Text(result.Bic, "0.0"),
                                    Text(result.Errors.Average(e => e.Mean) * 100, "0.00"),
                                    Text(result.Errors.Average(e => e.LeaveOneOut) * 100, "0.00"),
                                ]
                        ),
                    ]
                );
            }
        }
    }

    private static ImmutableArray<string> Row(ParameterEstimate one)
    {
        MeasureUnit unit = one.Parameter.Unit;
        string In(double? value) => Text(value / unit.Factor, "G5");
        return
        [
            one.Parameter.Name,
            unit.Name,
            In(one.Value),
            one.StandardError is null ? "unknown" : In(one.StandardError),
            In(one.Low),
            In(one.High),
            In(one.BootstrapLow),
            In(one.BootstrapHigh),
        ];
    }

    private static ReportTable Errors(string title, ImmutableArray<MetricError> errors) =>
        new(
            title,
            ["metric", "values", "median", "mean", "max", "cell left out", "fold left out"],
            [
                .. errors.Select(error =>
                    (ImmutableArray<string>)
                        [
                            error.Metric,
                            Text(error.Count, "0"),
                            Percent(error.Median),
                            Percent(error.Mean),
                            Percent(error.Max),
                            Percent(error.LeaveOneOut),
                            Percent(error.Folds),
                        ]
                ),
            ]
        );

    private static string Percent(double? share) => Text(share * 100, "0.00");

    private static string Text(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
