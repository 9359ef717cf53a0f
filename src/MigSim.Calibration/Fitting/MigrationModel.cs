using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Cases;
using MigSim.Calibration.Profiles;
using MigSim.Experiments.Input;
using MigSim.Experiments.Input.Constants;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Fitting;

/// <summary>A profile's migration engines: the inputs are the columns of <c>migsim predict</c>.</summary>
public sealed class MigrationModel : IRunModel
{
    private readonly ConstantFile _profile;

    /// <summary>Reads the profile.</summary>
    /// <exception cref="InputException">It is wrong.</exception>
    public MigrationModel(string profile) => _profile = ConstantFile.Load(profile);

    /// <inheritdoc/>
    public ImmutableArray<ImmutableArray<double?>> Predict(
        ImmutableArray<CampaignRun> runs,
        ImmutableArray<string> metrics,
        ImmutableSortedDictionary<string, double> constants
    )
    {
        ConstantFile file = _profile.With(constants);
        PredictionProfile profile = PredictionProfile.Read(file);
        if (file.UnusedValues.FirstOrDefault() is { } unknown)
        {
            string? nearest = Nearest.Of(unknown, file.Constants.Select(one => one.Name));
            throw new InputException([
                new InputError("paths", 0, 0, "constants of the profile", $"'{unknown}'", nearest),
            ]);
        }

        if (runs.IsEmpty)
        {
            return [];
        }

        string line = string.Join(',', runs[0].Inputs.Keys.Prepend("case"));
        var problems = new List<CaseProblem>();
        CaseHeader? header = CaseHeader.Read(line, problems);
        ThrowIfAny("inputs", problems);
        var reader = new CaseReader(header!, profile);
        var seen = new Dictionary<string, MigrationOutcome>(StringComparer.Ordinal);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<double?>>(runs.Length);
        foreach (CampaignRun run in runs)
        {
            // Runs of the same cell have the same prediction.
            string row = string.Join(',', run.Inputs.Values);
            if (!seen.TryGetValue(row, out MigrationOutcome outcome))
            {
                MigrationCase? migration = reader.Read($"case,{row}", problems);
                ThrowIfAny($"run {run.Name}", problems);
                outcome = Predictor.Predict(migration!);
                seen.Add(row, outcome);
            }

            rows.Add([.. metrics.Select(metric => Value(outcome, metric))]);
        }

        return rows.ToImmutable();
    }

    private static double? Value(in MigrationOutcome outcome, string metric) =>
        outcome.Verdict != MigrationVerdict.Completes
            ? null
            : metric switch
            {
                "total_ms" => outcome.TotalSeconds * 1000,
                "downtime_ms" => outcome.DowntimeSeconds * 1000,
                "transferred_bytes" => outcome.Bytes,
                "rounds" => outcome.Rounds,
                _ => throw new InputException([
                    new InputError(
                        "metrics",
                        0,
                        0,
                        "total_ms, downtime_ms, transferred_bytes or rounds",
                        $"'{metric}'"
                    ),
                ]),
            };

    private static void ThrowIfAny(string place, List<CaseProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new InputException([
                .. problems.Select(problem => new InputError(
                    place,
                    0,
                    0,
                    $"{problem.Expected} ({problem.Column})",
                    problem.Found,
                    problem.Nearest
                )),
            ]);
        }
    }
}
