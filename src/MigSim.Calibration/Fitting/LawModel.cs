using System.Collections.Immutable;
using System.Globalization;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Fitting;

/// <summary>A law of a few constants, as a candidate for what a table shows.</summary>
public sealed class LawModel : IRunModel
{
    // What PageWalks makes of a first level of 32 KiB, 4 bytes an entry, 3 and 14 clocks, 2 levels.
    private const double Reach = 8192;
    private const double SlopeRatio = 17.0 / 6;

    private static readonly (string Name, Func<Inputs, double> Value)[] Laws =
    [
        // Response time of the paper's benchmark, of a host and in a machine: models/cards/memory-access.md.
        (
            "page-walks",
            at => 1e6 * (at["call"] + at.Machine + (1e-9 * at["walk_ns"] * Walks(at.Pages)))
        ),
        (
            "exponential",
            at => 1e6 * ((at["call"] * Math.Exp(at["growth"] * at.Pages)) + at.Machine)
        ),
        ("square", at => 1e6 * (at["call"] + (at["growth"] * at.Pages * at.Pages) + at.Machine)),
        ("linear", at => 1e6 * (at["call"] + (1e-9 * at["walk_ns"] * at.Pages) + at.Machine)),
        // Time of a pass over some pages at a rate, and what each pass needs besides.
        ("pass", at => 1000 * ((at.Input("sent_bytes") / at["rate"]) + at["step"])),
    ];

    private readonly Func<Inputs, double> _law;

    /// <summary>Finds a law.</summary>
    /// <exception cref="InputException">There is no such law.</exception>
    public LawModel(string? name)
    {
        _law = Laws.FirstOrDefault(law => law.Name == name).Value;
        if (_law is null)
        {
            string[] names = [.. Laws.Select(law => law.Name)];
            string found = name is null ? "none" : $"'{name}'";
            string expected = $"a law: {string.Join(", ", names)}";
            throw new InputException([
                new InputError("law", 0, 0, expected, found, Nearest.Of(name ?? "", names)),
            ]);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ImmutableArray<double?>> Predict(
        ImmutableArray<CampaignRun> runs,
        ImmutableArray<string> metrics,
        ImmutableSortedDictionary<string, double> constants
    ) =>
        [
            .. runs.Select(run =>
                (ImmutableArray<double?>)
                    [.. metrics.Select(_ => (double?)_law(new Inputs(run, constants)))]
            ),
        ];

    private static double Walks(double pages) =>
        pages + ((SlopeRatio - 1) * Math.Max(0, pages - Reach));

    private readonly record struct Inputs(
        CampaignRun Run,
        ImmutableSortedDictionary<string, double> Constants
    )
    {
        public double Machine => this["virtual"] * Input("virtual");

        public double Pages => Input("memory_pages");

        public double this[string constant] =>
            Constants.FirstOrDefault(one => one.Key.Split('.')[^1] == constant)
                is { Key: not null, Value: double value }
                ? value
                : throw new InputException([
                    new InputError("parameters", 0, 0, $"the law's constant '{constant}'", "none"),
                ]);

        public double Input(string name) =>
            double.TryParse(
                Run.Inputs.GetValueOrDefault(name),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double value
            )
                ? value
                : throw new InputException([
                    new InputError($"run {Run.Name}", 0, 0, $"the law's input '{name}'", "none"),
                ]);
    }
}
