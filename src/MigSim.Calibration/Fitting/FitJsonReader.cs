using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Fitting;

/// <summary>Reads the files that <see cref="FitJson"/> writes.</summary>
public static class FitJsonReader
{
    /// <summary>Reads a fit of a campaign from its file.</summary>
    /// <exception cref="InputException">It is no such file, or one of a fit to other raw files.</exception>
    public static FitResult Read(Campaign campaign, FitPlan plan)
    {
        string path = campaign.PathOf(plan);
        return File.Exists(path)
            ? Read(campaign, plan, File.ReadAllBytes(path))
            : throw Wrong(path, "a fit; make it with 'migsim calibrate fit'", "no such file");
    }

    /// <summary>Reads a fit of a campaign; its values have the ten digits of the file.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="plan">What was fitted.</param>
    /// <param name="fit">The bytes of the file.</param>
    /// <exception cref="InputException">It is no such file, or one of a fit to other raw files.</exception>
    public static FitResult Read(Campaign campaign, FitPlan plan, byte[] fit)
    {
        string path = campaign.PathOf(plan);
        try
        {
            using JsonDocument json = JsonDocument.Parse(fit);
            JsonElement root = json.RootElement;
            if (root.GetProperty("data").GetString() != campaign.Digest)
            {
                const string expected = "a fit to the campaign's raw files; fit again";
                throw Wrong(path, expected, "a fit to other ones");
            }

            return Result(campaign, plan, root);
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            throw Wrong(path, "a fit as 'migsim calibrate fit' writes it", exception.Message);
        }
    }

    private static FitResult Result(Campaign campaign, FitPlan plan, JsonElement root) =>
        new()
        {
            Plan = plan,
            Runs = root.GetProperty("runs").GetInt32(),
            Estimates = [.. root.GetProperty("parameters").EnumerateArray().Select(Estimate)],
            Correlations =
            [
                .. root.GetProperty("correlations")
                    .EnumerateArray()
                    .Select(row =>
                        (ImmutableArray<double?>)[.. row.EnumerateArray().Select(Value)]
                    ),
            ],
            Residuals = [.. root.GetProperty("residuals").EnumerateArray().Select(Residual)],
            Errors = Errors(root.GetProperty("errors")),
            Aicc = Value(root.GetProperty("aicc")),
            Bic = root.GetProperty("bic").GetDouble(),
            Warnings = Texts(root.GetProperty("warnings")),
            Range = ValidityRange.Of(
                campaign.DataOf(plan).FittedBy(plan).Select(run => run.Inputs)
            ),
            HeldBack = root.TryGetProperty("heldBack", out JsonElement heldBack)
                ? HeldBack(heldBack)
                : null,
        };

    private static ParameterEstimate Estimate(JsonElement json)
    {
        string unitName = json.GetProperty("unit").GetString()!;
        MeasureUnit unit =
            MeasureUnit.Find(unitName)
            ?? throw new FormatException($"there is no unit '{unitName}'");
        double? In(double? value) => value * unit.Factor;
        (double? low, double? high) = Pair(json, "interval95");
        (double? drawnLow, double? drawnHigh) = Pair(json, "bootstrap95");
        (double? from, double? to) = Pair(json, "bounds");
        return new ParameterEstimate(
            new FitParameter(
                json.GetProperty("name").GetString()!,
                Texts(json.GetProperty("paths")),
                unit,
                In(from) ?? double.NegativeInfinity,
                In(to) ?? double.PositiveInfinity
            ),
            json.GetProperty("estimate").GetDouble() * unit.Factor,
            In(Value(json.GetProperty("standardError"))),
            In(low),
            In(high),
            In(drawnLow),
            In(drawnHigh)
        );
    }

    private static Residual Residual(JsonElement json) =>
        new(
            json.GetProperty("run").GetString()!,
            json.GetProperty("metric").GetString()!,
            json.GetProperty("measured").GetDouble(),
            Value(json.GetProperty("predicted")),
            json.GetProperty("deviations").GetDouble(),
            json.GetProperty("outlier").GetBoolean()
        );

    private static HeldBackResult HeldBack(JsonElement json) =>
        new(
            [
                .. json.GetProperty("values")
                    .EnumerateArray()
                    .Select(one =>
                    {
                        (double? low, double? high) = Pair(one, "interval95");
                        return new PredictedValue(
                            one.GetProperty("run").GetString()!,
                            one.GetProperty("metric").GetString()!,
                            Value(one.GetProperty("predicted")),
                            low,
                            high,
                            Value(one.GetProperty("measured"))
                        );
                    }),
            ],
            Errors(json.GetProperty("errors")),
            Texts(json.GetProperty("warnings")),
            json.GetProperty("wrongVerdicts").GetInt32()
        );

    private static ImmutableArray<MetricError> Errors(JsonElement json) =>
        [
            .. json.EnumerateObject()
                .Select(metric => new MetricError(
                    metric.Name,
                    metric.Value.GetProperty("values").GetInt32(),
                    metric.Value.GetProperty("mean").GetDouble(),
                    metric.Value.GetProperty("median").GetDouble(),
                    metric.Value.GetProperty("max").GetDouble(),
                    Value(metric.Value.GetProperty("leaveOneOut")),
                    Value(metric.Value.GetProperty("folds"))
                )),
        ];

    private static (double? Low, double? High) Pair(JsonElement json, string name)
    {
        JsonElement pair = json.GetProperty(name);
        return (Value(pair[0]), Value(pair[1]));
    }

    private static double? Value(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null ? null : json.GetDouble();

    private static ImmutableArray<string> Texts(JsonElement json) =>
        [.. json.EnumerateArray().Select(text => text.GetString() ?? "")];

    private static InputException Wrong(string path, string expected, string found) =>
        new([new InputError(path, 0, 0, expected, found)]);
}
