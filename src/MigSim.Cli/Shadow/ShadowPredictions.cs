using System.Collections.Immutable;
using MigSim.Calibration.Shadow;
using MigSim.Cli.Output;
using MigSim.Experiments;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Cli.Shadow;

/// <summary>What is predicted of every point of a study before a lab runs it.</summary>
internal sealed class ShadowPredictions
{
    /// <summary>Simulations of each point.</summary>
    private const int Replications = 20;

    private readonly ShadowCampaign _campaign;
    private readonly Dictionary<string, ImmutableArray<MetricPrediction>> _points = [];
    private readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);
    private readonly List<PredictionScore> _scores = [];

    private ShadowPredictions(ShadowCampaign campaign) => _campaign = campaign;

    /// <summary>Simulates every point.</summary>
    public static ShadowPredictions Make(
        CliEnvironment environment,
        ShadowCampaign campaign,
        Study study,
        CancellationToken cancellationToken
    )
    {
        var made = new ShadowPredictions(campaign);
        using IBackend simulator = environment.CreateSimulation();
        foreach (Scenario point in study.Points)
        {
            ImmutableArray<RunReport> reports =
            [
                .. Enumerable
                    .Range(1, Replications)
                    .Select(seed =>
                        simulator.Run(point, (ulong)seed, null, cancellationToken).Report
                    ),
            ];
            made._points.Add(point.Point, RunForecast.Of(reports, campaign.History));
            made._warnings.UnionWith(CalibrationWarnings.Of(point));
        }

        return made;
    }

    /// <summary>Prints them, before anything is measured.</summary>
    public void Print(CliEnvironment environment)
    {
        var output = new TextOutput(environment);
        foreach ((string point, ImmutableArray<MetricPrediction> predictions) in _points)
        {
            output.Write(
                PredictionTables.Of($"Prediction with 95 % intervals ({point})", predictions)
            );
        }

        foreach (string warning in _warnings)
        {
            environment.Error.WriteLine($"warning: outside of its calibration: {warning}");
        }

        environment.Output.WriteLine(
            _campaign.Folder is { } folder
                ? $"what comes of it will stand in {Path.Combine(folder, PredictionBook.FileName)}"
                : "no campaign is known to keep what comes of it; name one with --campaign DIR"
        );
        environment.Output.WriteLine();
    }

    /// <summary>Sets the predictions beside a run, and writes them into the campaign's book.</summary>
    public RunResult Score(RunResult result)
    {
        RunReport report = result.Report with
        {
            Predictions = _points[result.Report.Manifest.Point],
            Calibrations = _campaign.Calibration.Length == 0 ? [] : [_campaign.Calibration],
        };
        PredictionScore[] scores =
        [
            .. from prediction in report.Predictions
            let measured = report.Metrics.GetValueOrDefault(prediction.Metric)
            where measured is not null
            select new PredictionScore(
                report.Manifest,
                _campaign.Calibration,
                prediction,
                measured.Value
            ),
        ];
        if (!report.Manifest.IsInterrupted)
        {
            _scores.AddRange(scores);
            if (_campaign.Folder is { } folder)
            {
                PredictionBook.Add(folder, scores);
            }
        }

        return result with
        {
            Report = report,
        };
    }

    /// <summary>Says how good the predictions were, apart for intervals of different origin.</summary>
    public void PrintScore(CliEnvironment environment)
    {
        foreach (
            IGrouping<string, PredictionScore> scores in _scores
                .Where(score => score.Prediction.Low is not null)
                .GroupBy(score => score.Prediction.Basis)
        )
        {
            int inside = scores.Count(score => score.Prediction.Covers(score.Measured) == true);
            environment.Output.WriteLine(
                $"{inside} of {scores.Count()} values are inside of their 95 % intervals (from {scores.Key})"
            );
        }

        double[] errors =
        [
            .. _scores
                .Where(score => score.Measured != 0)
                .Select(score => Math.Abs((score.Prediction.Value / score.Measured) - 1))
                .Order(),
        ];
        if (errors.Length > 0)
        {
            environment.Output.WriteLine(
                FormattableString.Invariant(
                    $"half of the {errors.Length} predictions are off by less than {100 * errors[errors.Length / 2]:0.#} %"
                )
            );
        }
    }
}
