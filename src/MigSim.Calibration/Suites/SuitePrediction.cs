using System.Collections.Immutable;
using MigSim.Calibration.Cases;
using MigSim.Calibration.Profiles;
using MigSim.Experiments.Input;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Suites;

/// <summary>Predicts the cases of a suite with one set of constants.</summary>
internal static class SuitePrediction
{
    /// <summary>Reads the migrations of some cases.</summary>
    /// <exception cref="InputException">A row or the profile is wrong.</exception>
    public static ImmutableArray<MigrationCase> Read(
        ValidationSuite suite,
        IEnumerable<SuiteCase> cases,
        ImmutableSortedDictionary<string, double> constants
    )
    {
        PredictionProfile profile = PredictionProfile.Read(suite.Profile.With(constants));
        var reader = new CaseReader(suite.Header, profile);
        var migrations = ImmutableArray.CreateBuilder<MigrationCase>();
        foreach (SuiteCase one in cases)
        {
            var problems = new List<CaseProblem>();
            MigrationCase? migration = reader.Read(one.Row, problems);
            if (migration is null)
            {
                throw new InputException([
                    .. problems.Select(problem => new InputError(
                        $"{suite.Name}, case {one.Name}",
                        0,
                        0,
                        $"{problem.Expected} ({problem.Column})",
                        problem.Found,
                        problem.Nearest
                    )),
                ]);
            }

            migrations.Add(migration);
        }

        return migrations.ToImmutable();
    }

    /// <summary>Predicts some cases.</summary>
    public static ImmutableArray<MigrationOutcome> Predict(
        ValidationSuite suite,
        IEnumerable<SuiteCase> cases,
        ImmutableSortedDictionary<string, double> constants
    ) => [.. Read(suite, cases, constants).Select(Predictor.Predict)];

    /// <summary>Gets one of the predicted values in the unit of its measurement.</summary>
    public static double? Value(in MigrationOutcome outcome, SuiteOutput output) =>
        output switch
        {
            SuiteOutput.TotalMs => outcome.TotalSeconds * 1000,
            SuiteOutput.DowntimeMs => outcome.DowntimeSeconds * 1000,
            _ => outcome.Bytes,
        };

    /// <summary>
    /// Gets the relative error of a prediction; null if nothing was measured, or if it did not end.
    /// </summary>
    public static double? Error(SuiteCase one, in MigrationOutcome outcome, SuiteOutput output)
    {
        double? measured = one.Measured[(int)output];
        return one.Verdict == MigrationVerdict.Completes && outcome.Verdict == one.Verdict
            ? (Value(outcome, output) / measured) - 1
            : null;
    }
}
