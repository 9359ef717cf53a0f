using System.Collections.Immutable;
using System.Text.Json;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;

namespace MigSim.Calibration.Shadow;

/// <summary>How far predictions were off before: those of earlier runs, and what a fit leaves of its own runs.</summary>
public sealed class ErrorHistory
{
    // Before there are so many earlier runs, a fit's own runs tell more.
    private const int EarlierMin = 5;

    private readonly ImmutableArray<PastError> _earlier;
    private readonly ImmutableArray<PastError> _fitted;
    private readonly ImmutableSortedSet<string> _absolute;

    private ErrorHistory(
        ImmutableArray<PastError> earlier,
        ImmutableArray<PastError> fitted,
        ImmutableSortedSet<string> absolute
    )
    {
        _earlier = earlier;
        _fitted = fitted;
        _absolute = absolute;
    }

    /// <summary>Gets the history of a lab of which nothing is known.</summary>
    public static ErrorHistory None { get; } = new([], [], []);

    /// <summary>Reads the history of a campaign.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="fit">The fit that predictions rest on; its residuals are used if its file is there.</param>
    public static ErrorHistory Of(Campaign campaign, string? fit)
    {
        FitPlan? plan = campaign.Fits.FirstOrDefault(one => one.Name == fit);
        string path = Path.Combine(campaign.FitsFolder, $"{fit}.json");
        return new ErrorHistory(
            PredictionBook.Read(campaign.Folder),
            plan is not null && File.Exists(path) ? Residuals(path) : [],
            [.. (plan?.Metrics ?? []).Where(one => !one.IsRelative).Select(one => one.Name)]
        );
    }

    /// <summary>Gets the earlier errors of a metric, and what they are.</summary>
    public (ImmutableArray<PastError> Errors, bool IsRelative, string Basis) Of(string metric)
    {
        // A campaign of migrations does not know the machine's name.
        string plain = metric.Split('.')[^1];
        bool isMigration = metric.StartsWith("migration.", StringComparison.Ordinal);
        bool isRelative = !_absolute.Contains(isMigration ? plain : metric);
        ImmutableArray<PastError> earlier = [.. _earlier.Where(one => one.Metric == metric)];
        ImmutableArray<PastError> fitted =
        [
            .. _fitted.Where(one => one.Metric == metric || (isMigration && one.Metric == plain)),
        ];
        return earlier.Length >= EarlierMin || fitted.IsEmpty
            ? (earlier, isRelative, $"{earlier.Length} predictions of earlier runs")
            : (fitted, isRelative, $"{fitted.Length} runs of the fit");
    }

    private static ImmutableArray<PastError> Residuals(string path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. json
                .RootElement.GetProperty("residuals")
                .EnumerateArray()
                .Select(one => new PastError(
                    one.GetProperty("metric").GetString()!,
                    one.GetProperty("predicted").GetDouble(),
                    one.GetProperty("measured").GetDouble()
                )),
        ];
    }
}
