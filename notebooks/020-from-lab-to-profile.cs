#:project ../src/MigSim.Cli/MigSim.Cli.csproj
// # From the lab to a profile
//
// Question: do three constants that are fitted to QEMU's migrations on a fast link predict those on a slow one?
// Answer: yes; total time is off by 1.3 %, STOP to RESUME by 8.3 % and bytes by 0.7 % (medians), and 92 % of the values
// are in their 95 % interval. The other way round the slow link never shows what the processors can do, and the fit says so.
using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Calibration.Profiles;
using MigSim.Cli.Calibrating;
using MigSim.Cli.Output;
using MigSim.Experiments.Reports;
using MigSim.Provenance;
using MigSim.Reporting.Plots;

string here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
string root = Path.GetDirectoryName(here)!;
string pictures = Directory.CreateDirectory(Path.Combine(here, "out")).FullName;

// What was measured.
var campaign = Campaign.Load(Path.Combine(root, "calibration/campaigns/qemu-lab"));
Console.WriteLine($"{campaign.Name}: {campaign.Source}; {campaign.Date}; {campaign.Digest}\n");
ImmutableArray<CampaignRun> runs = campaign.Data[0].Runs;
string[] metrics = [.. runs[0].Metrics.Keys];
Print(
    "What was measured: runs, those that end, and what these took at least and at most",
    ["group", "runs", "end", .. metrics],
    runs.GroupBy(run => run.Group)
        .Select(group =>
            (ImmutableArray<string>)
                [
                    group.Key,
                    $"{group.Count()}",
                    $"{group.Count(run => run.Completes)}",
                    .. metrics.Select(metric => Range(group.Where(run => run.Completes), metric)),
                ]
        )
);

// The fits, and what each says of the runs that it did not see.
ImmutableArray<FitResult> fits =
[
    .. campaign.Fits.Select(plan => FitJsonReader.Read(campaign, plan)),
];
foreach (FitResult fit in fits)
{
    foreach (ReportTable table in FitTables.Of(fit))
    {
        PlainTable.Write(Console.Out, table, FitTables.IsNumber);
    }

    foreach (string warning in fit.Warnings.Concat(fit.HeldBack?.Warnings ?? []))
    {
        Console.WriteLine($"warning: {warning}\n");
    }
}

// What is in use since: the constants of the fit that was promoted.
FitPlan promoted = campaign.Fits.Single(plan => plan.PromotesTo is not null);
var profile = PredictionProfile.Load(Path.Combine(campaign.Folder, promoted.PromotesTo!));
Print(
    $"What models/engines/{Path.GetFileName(promoted.PromotesTo)} has of it",
    ["constant", "value", "source"],
    from constant in profile.Constants
    where constant.Origin == Origin.Fitted
    select (ImmutableArray<string>)[constant.Name, constant.Value, constant.Source]
);

FitResult shown = fits.First(fit => fit.HeldBack is not null);
using FileStream picture = File.Create(Path.Combine(pictures, "020-predicted-and-measured.svg"));
PredictionPlot.Write(
    picture,
    $"{campaign.Name}: {string.Join(", ", shown.Plan.HeldBack)} predicted by the fit {shown.Plan.Name}",
    [
        .. from value in shown.HeldBack!.Values
        where value.IsCovered is not null
        group (
            value.Measured!.Value,
            value.Predicted!.Value,
            value.Low!.Value,
            value.High!.Value
        ) by value.Metric into metric
        select (metric.Key, metric.ToImmutableArray()),
    ]
);

static string Range(IEnumerable<CampaignRun> runs, string metric) =>
    $"{runs.Min(run => run.Metrics[metric]):G6} to {runs.Max(run => run.Metrics[metric]):G6}";

static void Print(
    string title,
    ImmutableArray<string> columns,
    IEnumerable<ImmutableArray<string>> rows
) =>
    PlainTable.Write(
        Console.Out,
        new ReportTable(title, columns, [.. rows]),
        column => column is "runs" or "end"
    );
