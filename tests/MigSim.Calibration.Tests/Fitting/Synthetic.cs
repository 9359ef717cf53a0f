using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics.Distributions;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Kernel;

namespace MigSim.Calibration.Tests.Fitting;

/// <summary>Runs whose truth is known: predicted with given constants, with noise drawn on top.</summary>
internal static class Synthetic
{
    public const string CopyRate = "engines.qemu-on-two-processors.copy_rate";
    public const string Setup = "engines.qemu-on-two-processors.setup";
    public const string TearDown = "engines.qemu-on-two-processors.tear_down";
    public const double TrueRate = 100e6;
    public const double TrueSetup = 0.2;
    public const double Noise = 0.02;

    public static MigrationModel Model { get; } = new(Reference.Path("qemu-lab.yaml"));

    public static FitParameter Rate { get; } =
        new("copy_rate", [CopyRate], MeasureUnit.Find("MB/s")!, 60e6, 140e6);

    public static FitPlan Plan(params FitParameter[] parameters) =>
        new()
        {
            Name = "synthetic",
            Data = "runs",
            Metrics =
            [
                new FitMetric("total_ms", IsRelative: true, Noise),
                new FitMetric("transferred_bytes", IsRelative: true, Noise),
            ],
            Parameters = [.. parameters],
        };

    public static FitParameter Time(string name, string path) =>
        new(name, [path], MeasureUnit.Find("ms")!, 0, 1);

    public static CampaignData Data(Random random)
    {
        ImmutableArray<CampaignRun> runs =
        [
            .. Enumerable
                .Range(0, 12)
                .Select(i => Run(i, 20_000 + (15_000 * i), 0.2e9 + (1e9 * (i % 2)))),
        ];
        var truth = ImmutableSortedDictionary<string, double>
            .Empty.Add(CopyRate, TrueRate)
            .Add(Setup, TrueSetup);
        ImmutableArray<string> metrics = ["total_ms", "transferred_bytes"];
        var exact = Model.Predict(runs, metrics, truth);
        return new CampaignData(
            "runs",
            "migration",
            null,
            [],
            [
                .. runs.Select(
                    (run, r) =>
                        run with
                        {
                            Metrics = metrics
                                .Select((name, m) => (name, m))
                                .ToImmutableSortedDictionary(
                                    one => one.name,
                                    one =>
                                        exact[r][one.m]
                                        * (1 + (Noise * Normal.Sample(random, 0, 1)))
                                ),
                        }
                ),
            ]
        );
    }

    public static CampaignRun Run(int number, int pages, double bandwidth) =>
        new(
            $"run-{number}",
            $"cell-{number}",
            "",
            true,
            ImmutableSortedDictionary<string, string>
                .Empty.Add("engine", "qemu-on-two-processors")
                .Add("nonzero_pages", pages.ToString(CultureInfo.InvariantCulture))
                .Add("bandwidth_bps", bandwidth.ToString(CultureInfo.InvariantCulture)),
            ImmutableSortedDictionary<string, double?>.Empty
        );

    public static FitResult Fit(FitPlan plan, CampaignData data, FitSettings settings) =>
        new CampaignFit(Model, settings, name => new RandomStreams(7)[name]).Fit(
            "synthetic",
            plan,
            data,
            null,
            null
        );
}
