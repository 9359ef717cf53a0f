using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Calibrations;

namespace MigSim.Calibration.Fitting;

/// <summary>The file of a fit in the folder <c>fits</c> of a campaign.</summary>
public static class FitJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>Writes a fit; the same bytes for the same campaign, settings and seed.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="result">What came out.</param>
    /// <param name="seed">The seed of the random streams.</param>
    public static byte[] Write(Campaign campaign, FitResult result, ulong seed)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 1);
            json.WriteString("campaign", campaign.Name);
            json.WriteString("data", campaign.Digest);
            json.WriteString("fit", result.Plan.Name);
            json.WriteNumber("seed", seed);
            json.WriteNumber("runs", result.Runs);
            json.WriteNumber("values", result.Residuals.Length);
            json.WriteString(
                "method",
                "Nelder-Mead from several starting points, then Levenberg-Marquardt; least squares, weighted by metric"
            );
            WriteEstimates(json, result);
            WriteCorrelations(json, result);
            Number(json, "aicc", result.Aicc);
            Number(json, "bic", result.Bic);
            WriteErrors(json, "errors", result.Errors);
            Texts(json, "warnings", result.Warnings);
            WriteRange(json, result.Range);
            WriteResiduals(json, result);
            if (result.HeldBack is { } heldBack)
            {
                WriteHeldBack(json, heldBack);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteEstimates(Utf8JsonWriter json, FitResult result)
    {
        json.WriteStartArray("parameters");
        foreach (ParameterEstimate one in result.Estimates)
        {
            double factor = one.Parameter.Unit.Factor;
            json.WriteStartObject();
            json.WriteString("name", one.Parameter.Name);
            Texts(json, "paths", one.Parameter.Paths);
            json.WriteString("unit", one.Parameter.Unit.Name);
            Number(json, "estimate", one.Value / factor);
            Number(json, "standardError", one.StandardError / factor);
            Pair(json, "interval95", one.Low / factor, one.High / factor);
            Pair(json, "bootstrap95", one.BootstrapLow / factor, one.BootstrapHigh / factor);
            Pair(json, "bounds", one.Parameter.From / factor, one.Parameter.To / factor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("fixed");
        foreach ((string path, double value) in result.Plan.Fixed)
        {
            Number(json, path, value);
        }

        json.WriteEndObject();
    }

    private static void WriteCorrelations(Utf8JsonWriter json, FitResult result)
    {
        json.WriteStartArray("correlations");
        foreach (ImmutableArray<double?> row in result.Correlations)
        {
            json.WriteStartArray();
            foreach (double? value in row)
            {
                Value(json, value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteErrors(
        Utf8JsonWriter json,
        string name,
        ImmutableArray<MetricError> errors
    )
    {
        json.WriteStartObject(name);
        foreach (MetricError error in errors)
        {
            json.WriteStartObject(error.Metric);
            json.WriteNumber("values", error.Count);
            Number(json, "mean", error.Mean);
            Number(json, "median", error.Median);
            Number(json, "max", error.Max);
            Number(json, "leaveOneOut", error.LeaveOneOut);
            Number(json, "folds", error.Folds);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, ValidityRange range)
    {
        json.WriteStartObject("range");
        foreach ((string name, (double least, double most)) in range.Numbers)
        {
            Pair(json, name, least, most);
        }

        foreach ((string name, ImmutableSortedSet<string> words) in range.Words)
        {
            Texts(json, name, words);
        }

        json.WriteEndObject();
    }

    private static void WriteResiduals(Utf8JsonWriter json, FitResult result)
    {
        json.WriteStartArray("residuals");
        foreach (Residual one in result.Residuals)
        {
            json.WriteStartObject();
            json.WriteString("run", one.Run);
            json.WriteString("metric", one.Metric);
            Number(json, "measured", one.Measured);
            Number(json, "predicted", one.Predicted);
            Number(json, "deviations", one.Deviations);
            json.WriteBoolean("outlier", one.IsOutlier);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHeldBack(Utf8JsonWriter json, HeldBackResult heldBack)
    {
        json.WriteStartObject("heldBack");
        Number(json, "coverage", heldBack.Coverage);
        json.WriteNumber("wrongVerdicts", heldBack.WrongVerdicts);
        WriteErrors(json, "errors", heldBack.Errors);
        Texts(json, "warnings", heldBack.Warnings);
        json.WriteStartArray("values");
        foreach (PredictedValue one in heldBack.Values)
        {
            json.WriteStartObject();
            json.WriteString("run", one.Run);
            json.WriteString("metric", one.Metric);
            Number(json, "predicted", one.Predicted);
            Pair(json, "interval95", one.Low, one.High);
            Number(json, "measured", one.Measured);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Pair(Utf8JsonWriter json, string name, double? low, double? high)
    {
        json.WriteStartArray(name);
        Value(json, low);
        Value(json, high);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        Value(json, value);
    }

    // Ten digits: what lies beyond differs between processors.
    private static void Value(Utf8JsonWriter json, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            string digits = number.ToString("G10", CultureInfo.InvariantCulture);
            json.WriteNumberValue(double.Parse(digits, CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
