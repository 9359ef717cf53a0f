#:project ../src/MigSim.Cli/MigSim.Cli.csproj
// # Which link do I need?
//
// Question: which link do I need so that downtime stays under 300 ms, and the drain of a host under a minute?
// Answer: for four machines of 1 GiB that rewrite 24 MiB each, moved one by one by pre-copy: 0.4 to 1.4 Gbit/s, depending on how often they write; a
// gigabit empties the host in 20 s if they do so less than 4 times a second. More than 3 Gbit/s helps none of them: one process copies no faster.
// The model of a migration has no chance in it, so intervals over seeds have no width; what is uncertain is who the guests are.
using System.Collections.Immutable;
using MigSim.Cli.Composition;
using MigSim.Cli.Output;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
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
        ["guest", "link", "too slow", "at that link, ms", "half its interval, ms", "runs"],
        found.Edges.Select(edge => Row(metric, edge))
    );
    StudyPictures.Save(pictures, study, found, "030-");
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
    [
        "link",
        "drained",
        "downtime, median",
        "its 95 % interval",
        "95th percentile",
        "drain, median",
    ],
    all.Points.GroupBy(point => point.Coordinates.First(at => at.Axis == "bandwidth").Text)
        .Select(link => Share(link.Key, [.. link]))
);

Study Load(ImmutableArray<string> overrides) =>
    ScenarioFile.Load($"{root}/models/studies/drain-one-by-one-or-all-at-once.yaml", overrides);

static ImmutableArray<string> Row(string metric, EdgeFinding found)
{
    Edge edge = found.Edge;
    MeanInterval? mean = edge.Visits.FirstOrDefault(visit => visit.Value == edge.Keeps)?.Mean;
    string link = edge.Keeps is { } keeps ? AxisText.Format(keeps, "bit/s") : "none";
    string slow = edge.Fails is { } fails ? AxisText.Format(fails, "bit/s") : "none";
    string half = MetricText.Format(metric, mean?.HalfWidth);
    string runs = $"{edge.Visits.Sum(visit => visit.Runs)}";
    return [found.Point, link, slow, MetricText.Format(metric, mean?.Mean), half, runs];
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

static void Print(
    string title,
    ImmutableArray<string> columns,
    IEnumerable<ImmutableArray<string>> rows
) => PlainTable.Write(Console.Out, new ReportTable(title, columns, [.. rows]), _ => false);
