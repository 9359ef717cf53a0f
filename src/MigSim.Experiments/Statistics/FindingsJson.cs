using System.Text.Json;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;

namespace MigSim.Experiments.Statistics;

/// <summary>The findings in <c>summary.json</c>.</summary>
internal static class FindingsJson
{
    /// <summary>Writes the property <c>findings</c>, with what there is.</summary>
    public static void Write(Utf8JsonWriter json, StudyFindings findings)
    {
        json.WriteStartObject("findings");
        json.WriteStartArray("comparisons");
        foreach (PairedPoints points in findings.Comparisons)
        {
            Write(json, points);
        }

        json.WriteEndArray();
        json.WriteStartArray("sensitivities");
        foreach (Sensitivity sensitivity in findings.Sensitivities)
        {
            Write(json, sensitivity);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PairedPoints points)
    {
        json.WriteStartObject();
        json.WriteString("name", points.Name);
        json.WriteString("at", points.At);
        json.WriteString("baseline", points.Baseline);
        json.WriteString("alternative", points.Alternative);
        json.WriteStartObject("metrics");
        foreach (PairedMetric metric in points.Metrics)
        {
            MeanComparison means = metric.Metric.Means;
            json.WriteStartObject(metric.Metric.Metric);
            json.WriteNumber("pairs", metric.Pairs);
            json.WriteNumberOrNull("baselineMean", metric.Metric.Left?.Mean);
            json.WriteNumberOrNull("alternativeMean", metric.Metric.Right?.Mean);
            json.WriteNumberOrNull("difference", means.Difference);
            json.WriteNumberOrNull(
                "differenceLow95",
                means.Difference - means.DifferenceHalfInterval
            );
            json.WriteNumberOrNull(
                "differenceHigh95",
                means.Difference + means.DifferenceHalfInterval
            );
            json.WriteNumberOrNull("ratio", means.Ratio);
            json.WriteNumberOrNull("ratioLow95", means.RatioLow);
            json.WriteNumberOrNull("ratioHigh95", means.RatioHigh);
            json.WriteNumberOrNull("pairingGain", metric.PairingGain);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Sensitivity sensitivity)
    {
        json.WriteStartObject();
        json.WriteString("metric", sensitivity.Metric);
        json.WriteString("at", sensitivity.At);
        json.WriteString("method", KebabCase.Of(sensitivity.Method));
        json.WriteNumber("used", sensitivity.Used);
        json.WriteNumber("leftOut", sensitivity.LeftOut);
        json.WriteNumberOrNull("noiseShare", sensitivity.NoiseShare);
        json.WriteStartObject("axes");
        foreach (SobolIndex index in sensitivity.Indices)
        {
            json.WriteStartObject(index.Axis);
            Write(json, "first", index.First);
            Write(json, "total", index.Total);
            json.WriteEndObject();
        }

        foreach (MorrisEffect effect in sensitivity.Effects)
        {
            json.WriteStartObject(effect.Axis);
            json.WriteNumber("mu", effect.Mu);
            Write(json, "muStar", effect.MuStar);
            json.WriteNumber("sigma", effect.Sigma);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteNumber(name, estimate.Value);
        json.WriteNumber(name + "Low95", estimate.Low);
        json.WriteNumber(name + "High95", estimate.High);
    }
}
