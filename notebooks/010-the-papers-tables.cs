#:project ../src/MigSim.Cli/MigSim.Cli.csproj
// # The paper's four tables
//
// Question: how close does the simulator come to the four tables, and how much of that was fitted?
// Answer: every cell with a tolerance is within it, with nine fitted constants for all four tables. One of them was set by
// hand to the quiet network; the other eight come out of three fits.
using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Cli.Calibrating;
using MigSim.Cli.Composition;
using MigSim.Cli.Output;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Provenance;
using MigSim.Reporting.Plots;

string here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
string root = Path.GetDirectoryName(here)!;
string pictures = Directory.CreateDirectory(Path.Combine(here, "out")).FullName;

// Both of the paper's experiments, as the scenarios say them, with one seed.
ImmutableArray<(Scenario Scenario, RunResult Result)> memory = Run("memory-cpu");
ImmutableArray<(Scenario Scenario, RunResult Result)> failure = Run("controlled-failure");
(string Point, Check Check)[] cells =
[
    .. from run in memory.Concat(failure)
    from check in run.Result.Report.Checks
    orderby check.Source
    select (run.Scenario.Point, check),
];
foreach (var table in cells.GroupBy(cell => cell.Check.Source))
{
    Print(
        $"The {table.Key}",
        ["point", "metric", "unit", "simulated", "published", "within", "verdict"],
        table.Select(cell => Row(cell.Point, cell.Check))
    );
}

// What was fitted: the constants of all these runs that say so, each once.
(string Name, string Value, string Source)[] fitted =
[
    .. from run in memory.Concat(failure)
    from constant in run.Result.Constants
    where constant.Origin == Origin.Fitted
    select (constant.Name.Split('.')[^1], constant.Value, constant.Source),
];
fitted = [.. fitted.Distinct()];
Print(
    "Fitted constants, and by what",
    ["constant", "value", "fitted by"],
    fitted.Select(one => (ImmutableArray<string>)[one.Name, one.Value, one.Source])
);
Console.WriteLine(
    $"{cells.Count(cell => cell.Check.Holds == true)} of {cells.Count(cell => cell.Check.Holds is not null)} cells "
        + $"with a tolerance are within it; {fitted.Length} fitted constants.\n"
);

// How certain they are.
var campaign = Campaign.Load(Path.Combine(root, "calibration/campaigns/paper-tables"));
foreach (FitPlan plan in campaign.Fits.Where(plan => plan.PromotesTo is not null))
{
    FitResult fit = FitJsonReader.Read(campaign, plan);
    PlainTable.Write(Console.Out, FitTables.Of(fit).First(), FitTables.IsNumber);
}

MemoryPlot.Save(Path.Combine(pictures, "010-tables-1-and-2"), memory);
RttPlot.SaveComparison(Path.Combine(pictures, "010-tables-3-and-4"), failure);

ImmutableArray<(Scenario Scenario, RunResult Result)> Run(string name)
{
    using var backend = new SimulatedBackend();
    Study study = ScenarioFile.Load(Path.Combine(root, "models", $"{name}.yaml"), []);
    return [.. study.Points.Select(point => (point, backend.Run(point, seed: 1, null, default)))];
}

static ImmutableArray<string> Row(string point, Check check) =>
    [
        point,
        check.Metric,
        MetricText.Unit(check.Metric),
        MetricText.Format(check.Metric, check.Found),
        MetricText.FormatPublished(check.Metric, check.Expected),
        check.Within is { } within ? MetricText.FormatPublished(check.Metric, within) : "",
        check.Holds is { } holds ? (holds ? "holds" : "FAILS") : "only printed",
    ];

static void Print(
    string title,
    ImmutableArray<string> columns,
    IEnumerable<ImmutableArray<string>> rows
) =>
    PlainTable.Write(
        Console.Out,
        new ReportTable(title, columns, [.. rows]),
        column => column is "simulated" or "published" or "within"
    );
