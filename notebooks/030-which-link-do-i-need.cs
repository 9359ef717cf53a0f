#:project ../src/MigSim.Cli/MigSim.Cli.csproj
// # Which link do I need?
//
// Question: which link do I need so that downtime stays under 300 ms, and the drain of a host under a minute?
// Answer: four machines of 1 GiB that rewrite 24 MiB each, moved one by one by pre-copy, need 0.35 Gbit/s if they rewrite a page every 2 s, 0.5 if
// twice a second, 1.4 if 8 times. On gigabit the host is empty in 20 s; 10 Gbit/s make 7 s of it, and 25 the same, as one process copies 3 Gbit/s (assumed).
// A migration has no chance in it: intervals over seeds have no width, and what is uncertain is who the guests are.
using System.Collections.Immutable;
using MigSim.Cli.Composition;
using MigSim.Cli.Output;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;
using MigSim.Reporting.Plots;

string here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
string root = Path.GetDirectoryName(here)!;
string pictures = Directory.CreateDirectory(Path.Combine(here, "out")).FullName;

// Four machines of 1 GiB leave a host for one heir, one by one. Each question is a search along the link's rate, for guests
// that rewrite 24 MiB rarely, often, and faster than most links can follow.
string[] guests =
[
    "cluster.order=one-by-one",
    "takeover.x1=node1",
    "takeover.x3=node1",
    "machines.*.workload.writes.hot.rewrites=[0.5 /s, 2 /s, 8 /s]",
];
(string Question, string Metric, int Limit)[] questions =
[
    ("so that no machine is down for 300 ms", "drain.downtime_max_ms", 300),
    ("so that the host is empty within a minute", "drain.total_ms", 60_000),
];
foreach ((string question, string metric, int limit) in questions)
{
    Study study = Load([
        .. guests,
        "platform.networks.lan.bandwidth={ from: 100 Mbit/s, to: 100 Gbit/s, scale: log }",
        $"study.find={{ smallest: bandwidth, metric: {metric}, below: {limit}, resolution: 4 % }}",
    ]);
    StudySummary found = SimulatedStudy.Run(study, firstSeed: 1, replications: null, default);
    Print(
        $"The smallest link {question}, at 95 % confidence",
        ["guest", "link", "too slow", "at that link", "runs"],
        found.Edges.Select(Row)
    );
    StudyPictures.Save(pictures, study with { Design = new StudyDesign() }, found, "030-");
}

// Whose guests they are nobody knows: 64 sets of them, drawn, on the links that can be bought.
Study drawn = Load([
    .. guests[..3],
    "platform.networks.lan.bandwidth=[1 Gbit/s, 2.5 Gbit/s, 10 Gbit/s, 25 Gbit/s]",
    "machines.*.workload.writes.hot.rewrites={ from: 0.1 /s, to: 10 /s, scale: log }",
    "machines.*.workload.writes.hot.pages={ from: 300, to: 30000, scale: log }",
    "study.sample={ method: latin-hypercube, points: 64 }",
]);
StudySummary all = SimulatedStudy.Run(drawn, firstSeed: 1, replications: 1, default);
Print(
    "64 sets of guests that rewrite 1.2 to 117 MiB each, 0.1 to 10 times a second",
    ["link", "drained", "median downtime", "95 % interval", "95th percentile", "median drain"],
    all.Points.GroupBy(point => point.Coordinates.First(at => at.Axis == "bandwidth").Text)
        .Select(link => Share(link.Key, [.. link]))
);

Study Load(ImmutableArray<string> overrides) =>
    ScenarioFile.Load($"{root}/models/studies/drain-one-by-one-or-all-at-once.yaml", overrides);

static ImmutableArray<string> Row(EdgeFinding found)
{
    Edge edge = found.Edge;
    MeanInterval? mean = edge.Visits.FirstOrDefault(visit => visit.Value == edge.Keeps)?.Mean;
    string link = edge.Keeps is { } keeps ? AxisText.Format(keeps, "bit/s") : "none";
    string slow = edge.Fails is { } fails ? AxisText.Format(fails, "bit/s") : "none";
    string there = $"{mean?.Mean:0.0} ± {mean?.HalfWidth:0.0} ms";
    return [found.Point.Split(',')[^1], link, slow, there, $"{edge.Visits.Sum(v => v.Runs)}"];
}

static ImmutableArray<string> Share(string link, PointSummary[] points)
{
    SampleStatistics down = Of(points, "drain.downtime_max_ms");
    string interval = $"{down.MedianInterval?.Low:0} to {down.MedianInterval?.High:0} ms";
    string drain = $"{Of(points, "drain.total_ms").Median / 1000:0.0} s";
    string drained = $"{down.Count} of {points.Length}";
    return [link, drained, $"{down.Median:0} ms", interval, $"{down.P95:0} ms", drain];
}

static SampleStatistics Of(PointSummary[] points, string metric) =>
    SampleStatistics.Of(
        points.Select(point => point.Metrics.GetValueOrDefault(metric)?.Mean).OfType<double>()
    )!;

static void Print(string title, string[] columns, IEnumerable<ImmutableArray<string>> rows) =>
    PlainTable.Write(Console.Out, new ReportTable(title, [.. columns], [.. rows]), _ => false);
