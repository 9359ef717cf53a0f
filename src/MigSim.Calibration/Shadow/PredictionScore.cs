using System.Globalization;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Reports;

namespace MigSim.Calibration.Shadow;

/// <summary>A prediction that was made before a run, and what the run measured: a line of a campaign's book.</summary>
/// <param name="Manifest">The run.</param>
/// <param name="Calibration">The fit that the prediction rests on; empty if none.</param>
/// <param name="Prediction">What was predicted.</param>
/// <param name="Measured">What was measured.</param>
public sealed record PredictionScore(
    RunManifest Manifest,
    string Calibration,
    MetricPrediction Prediction,
    double Measured
)
{
    /// <summary>The columns of the book.</summary>
    public const string Columns =
        "begun_at,testbed,scenario,point,seed,calibration,metric,predicted,low_95,high_95,measured,inside,basis";

    /// <summary>Writes the line.</summary>
    public string Line() =>
        string.Join(
            ',',
            Manifest.StartedAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            CsvText.Quoted(Manifest.Testbed),
            CsvText.Quoted(Manifest.Scenario),
            CsvText.Quoted(Manifest.Point),
            Manifest.Seed.ToString(CultureInfo.InvariantCulture),
            CsvText.Quoted(Calibration),
            CsvText.Quoted(Prediction.Metric),
            Number(Prediction.Value),
            Number(Prediction.Low),
            Number(Prediction.High),
            Number(Measured),
            Prediction.Covers(Measured) switch
            {
                true => "yes",
                false => "no",
                null => "",
            },
            CsvText.Quoted(Prediction.Basis)
        );

    private static string Number(double? value) =>
        value?.ToString("G9", CultureInfo.InvariantCulture) ?? "";
}
