using System.Collections.Immutable;
using MigSim.Calibration.Baselines;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Suites;

/// <summary>Scores a suite.</summary>
public static class SuiteValidator
{
    private static readonly SuiteOutput[] Outputs = Enum.GetValues<SuiteOutput>();
    private static readonly ImmutableSortedDictionary<string, double> AsWritten =
        ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Predicts every case, and every fitted one once more without itself.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="progress">Is told how far it is; may be null.</param>
    public static SuiteResult Validate(ValidationSuite suite, IProgress<double>? progress)
    {
        ImmutableArray<MigrationOutcome> outcomes = SuitePrediction.Predict(
            suite,
            suite.Cases,
            AsWritten
        );
        ImmutableArray<SuiteCase> fitCases =
        [
            .. suite.Cases.Where(one => one.Role == CaseRole.Fit),
        ];
        var fit = new SuiteFit(suite);
        Dictionary<string, MigrationOutcome> leftOut = LeaveOut(suite, fit, fitCases, progress);
        return new SuiteResult
        {
            Suite = suite,
            Outcomes = outcomes,
            Accuracy = [.. Accuracy(suite, outcomes, leftOut)],
            Baselines = [.. Compare(suite)],
            Refitted = fit.Fit(fitCases),
            WrongVerdicts = suite
                .Cases.Where((one, i) => outcomes[i].Verdict != one.Verdict)
                .Count(),
        };
    }

    private static Dictionary<string, MigrationOutcome> LeaveOut(
        ValidationSuite suite,
        SuiteFit fit,
        ImmutableArray<SuiteCase> cases,
        IProgress<double>? progress
    )
    {
        var outcomes = new Dictionary<string, MigrationOutcome>(StringComparer.Ordinal);
        if (suite.Fitted.IsEmpty)
        {
            return outcomes;
        }

        // A group that is one cell has nothing else to be fitted to: its runs are left out singly.
        string Part(SuiteCase one) =>
            cases.All(other => other.Group != one.Group || other.Cell == one.Cell)
                ? one.Name
                : one.Cell;
        string[] cells = [.. cases.Select(Part).Distinct()];
        for (int i = 0; i < cells.Length; i++)
        {
            ImmutableArray<SuiteCase> others = [.. cases.Where(one => Part(one) != cells[i])];
            SuiteCase[] itself = [.. cases.Where(one => Part(one) == cells[i])];
            ImmutableArray<MigrationOutcome> predicted = SuitePrediction.Predict(
                suite,
                itself,
                fit.Fit(others)
            );
            for (int run = 0; run < itself.Length; run++)
            {
                outcomes[itself[run].Name] = predicted[run];
            }

            progress?.Report((i + 1.0) / cells.Length);
        }

        return outcomes;
    }

    private static IEnumerable<AccuracyRow> Accuracy(
        ValidationSuite suite,
        ImmutableArray<MigrationOutcome> outcomes,
        Dictionary<string, MigrationOutcome> leftOut
    )
    {
        foreach (CaseRole role in Enum.GetValues<CaseRole>())
        {
            string[] groups =
            [
                .. suite.Cases.Where(one => one.Role == role).Select(one => one.Group).Distinct(),
            ];
            foreach (
                string group in groups.Length > 1
                    ? groups.Append(ValidationSuite.AllGroups)
                    : groups
            )
            {
                int[] members =
                [
                    .. Enumerable
                        .Range(0, suite.Cases.Length)
                        .Where(i => suite.Cases[i].Role == role)
                        .Where(i =>
                            group == ValidationSuite.AllGroups || suite.Cases[i].Group == group
                        ),
                ];
                foreach (SuiteOutput output in Outputs)
                {
                    if (Row(suite, outcomes, leftOut, role, group, output, members) is { } row)
                    {
                        yield return row;
                    }
                }
            }
        }
    }

    private static AccuracyRow? Row(
        ValidationSuite suite,
        ImmutableArray<MigrationOutcome> outcomes,
        Dictionary<string, MigrationOutcome> leftOut,
        CaseRole role,
        string group,
        SuiteOutput output,
        int[] members
    )
    {
        SuiteCase[] cases =
        [
            .. members
                .Select(i => suite.Cases[i])
                .Where(one => one.Measured[(int)output] is not null),
        ];
        double[] errors =
        [
            .. members
                .Select(i => SuitePrediction.Error(suite.Cases[i], outcomes[i], output))
                .OfType<double>()
                .Select(Math.Abs),
        ];
        if (errors.Length == 0)
        {
            return null;
        }

        double[] without =
        [
            .. cases
                .Where(one => leftOut.ContainsKey(one.Name))
                .Select(one => SuitePrediction.Error(one, leftOut[one.Name], output))
                .OfType<double>()
                .Select(Math.Abs),
        ];
        return new AccuracyRow(
            role,
            group,
            output,
            cases.Length,
            errors.Average(),
            errors.Max(),
            without.Length > 0 && role == CaseRole.Fit ? without.Average() : null,
            Floor(cases, output),
            suite
                .Targets.FirstOrDefault(target => target.Group == group && target.Output == output)
                ?.Percent / 100
        );
    }

    // With one constant for each cell nobody could do better than this.
    private static double? Floor(SuiteCase[] cases, SuiteOutput output)
    {
        int index = (int)output;
        double[] shares =
        [
            .. cases
                .GroupBy(one => one.Cell)
                .Where(cell => cell.Count() > 1)
                .SelectMany(cell =>
                {
                    double[] values = [.. cell.Select(one => one.Measured[index]!.Value).Order()];
                    double median =
                        (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
                    return values.Select(value => Math.Abs((median / value) - 1));
                }),
        ];
        double[] spreads =
        [
            .. cases
                .Where(one => one.Spread[index] is not null)
                .Select(one => one.Spread[index]!.Value / one.Measured[index]!.Value),
        ];
        return shares.Length > 0 ? shares.Average()
            : spreads.Length > 0 ? spreads.Average()
            : null;
    }

    private static IEnumerable<(string Name, string Group, double? Mean, int Wrong)> Compare(
        ValidationSuite suite
    )
    {
        ImmutableArray<MigrationCase> migrations = SuitePrediction.Read(
            suite,
            suite.Cases,
            AsWritten
        );
        foreach (Baseline baseline in BaselinePredictors.All)
        {
            foreach (string group in suite.Cases.Select(one => one.Group).Distinct())
            {
                var errors = new List<double>();
                int wrong = 0;
                for (int i = 0; i < migrations.Length; i++)
                {
                    SuiteCase one = suite.Cases[i];
                    if (one.Group != group)
                    {
                        continue;
                    }

                    double? total = baseline.TotalSeconds(migrations[i]);
                    bool ends = one.Verdict == MigrationVerdict.Completes;
                    wrong += total is null == ends ? 1 : 0;
                    if (ends && total * 1000 / one.Measured[(int)SuiteOutput.TotalMs] is { } ratio)
                    {
                        errors.Add(Math.Abs(ratio - 1));
                    }
                }

                yield return (
                    baseline.Name,
                    group,
                    errors.Count > 0 ? errors.Average() : null,
                    wrong
                );
            }
        }
    }
}
