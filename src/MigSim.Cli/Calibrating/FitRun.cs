using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Cli.Output;
using MigSim.Cli.Running;
using MigSim.Experiments.Reports;
using MigSim.Reporting.Folders;
using MigSim.Reporting.Plots;

namespace MigSim.Cli.Calibrating;

/// <summary>One call of <c>migsim calibrate fit</c>: nothing is written before all fits are made.</summary>
internal sealed class FitRun(CliEnvironment environment, FitOptions options)
{
    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        Campaign campaign = Campaign.Load(options.Campaign);
        ImmutableArray<FitPlan> plans = FitModels.Choose(campaign, options.Fit);
        var results = new List<FitResult>();
        foreach (FitPlan plan in plans)
        {
            ProgressDisplay.Show(
                environment,
                plan.Name,
                new StatusLine(),
                progress => results.Add(Fit(campaign, plan, progress))
            );
        }

        foreach (FitResult result in results)
        {
            foreach (ReportTable table in FitTables.Of(result))
            {
                PlainTable.Write(environment.Output, table, FitTables.IsNumber);
            }

            Warn(result);
        }

        foreach (ReportTable table in FitTables.Candidates(results))
        {
            PlainTable.Write(environment.Output, table, FitTables.IsNumber);
        }

        Keep(campaign, results);
        return ExitCode.Done;
    }

    private FitResult Fit(Campaign campaign, FitPlan plan, IProgress<double>? progress)
    {
        CampaignData data = campaign.DataOf(plan);
        var settings = new FitSettings();
        settings = settings with
        {
            Bootstraps = options.Bootstraps ?? plan.Bootstraps ?? settings.Bootstraps,
        };
        return new CampaignFit(
            FitModels.Of(environment, data, plan),
            settings,
            FitModels.Streams(options.Seed, plan)
        ).Fit(
            campaign.Name,
            plan with
            {
                DropsOutliers = plan.DropsOutliers || options.DropsOutliers,
            },
            data,
            campaign.CandidatesOf(plan),
            progress
        );
    }

    private void Warn(FitResult result)
    {
        var lines = result.Warnings.ToList();
        string[] outliers =
        [
            .. result
                .Residuals.Where(one => one.IsOutlier)
                .Select(one => $"{one.Run} ({one.Metric})"),
        ];
        if (outliers.Length > 0)
        {
            lines.Add($"outliers, kept in the fit: {string.Join(", ", outliers)}");
        }

        lines.AddRange(result.HeldBack?.Warnings ?? []);
        foreach (string line in lines)
        {
            environment.Output.WriteLine($"warning: {line}");
        }

        if (lines.Count > 0)
        {
            environment.Output.WriteLine();
        }
    }

    private void Keep(Campaign campaign, List<FitResult> results)
    {
        byte[][] files = [.. results.Select(one => FitJson.Write(campaign, one, options.Seed))];
        if (options.Output is { } output)
        {
            Write(output, stream => WriteAll(stream, files));
            return;
        }

        for (int i = 0; i < files.Length; i++)
        {
            FitResult result = results[i];
            string name = result.Plan.Name;
            byte[] file = files[i];
            Write(campaign.PathOf(result.Plan), stream => stream.Write(file));
            string plot = Path.Combine(campaign.Folder, "plots", $"{name}.svg");
            Write(plot, stream => Draw(stream, campaign, result));
        }
    }

    private static void WriteAll(Stream stream, byte[][] files)
    {
        if (files.Length == 1)
        {
            stream.Write(files[0]);
            return;
        }

        for (int i = 0; i < files.Length; i++)
        {
            stream.Write(i == 0 ? "[\n"u8 : ",\n"u8);
            stream.Write(files[i]);
        }

        stream.Write("]\n"u8);
    }

    private static void Write(string path, Action<Stream> write) =>
        OutputException.Guard(
            path,
            ExitCode.InputWrong,
            () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                StagedFile.Write(path, write);
                return true;
            }
        );

    private static void Draw(Stream stream, Campaign campaign, FitResult result) =>
        ResidualPlot.Write(
            stream,
            $"{campaign.Name}, fit {result.Plan.Name}",
            [
                .. result
                    .Residuals.Where(one => one.Predicted is not null)
                    .GroupBy(one => one.Metric)
                    .Select(metric =>
                        (
                            metric.Key,
                            metric
                                .Select(one =>
                                    (one.Predicted!.Value, one.Deviations, one.IsOutlier)
                                )
                                .ToImmutableArray()
                        )
                    ),
            ]
        );
}
