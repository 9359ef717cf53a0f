using System.Collections.Immutable;
using System.Globalization;
using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Fitting;

/// <summary>A law of a few constants, as a candidate for what a table shows.</summary>
public sealed class LawModel : IRunModel
{
    // Where a first-level cache of 32 KiB holds no more entries of page tables, 4 bytes each.
    private const double Bend = 32;

    private static readonly (string Name, Func<Inputs, double> Value)[] Laws =
    [
        // Response time of a service that uses x MiB of memory, on a host or in a machine.
        ("exponential", at => (at["a"] * Math.Exp(at["k"] * at.Input("memory_mib"))) + at.Machine),
        ("square", at => at["a"] + (at["k"] * at.Input("memory_mib") * at.Input("memory_mib")) + at.Machine),
        ("linear", at => at["a"] + (at["k"] * at.Input("memory_mib")) + at.Machine),
        (
            "bend",
            at =>
                (at["k"] * at.Input("memory_mib"))
                + (at["a"] * Math.Max(0, at.Input("memory_mib") - Bend))
                + at.Machine
        ),
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

    private readonly record struct Inputs(
        CampaignRun Run,
        ImmutableSortedDictionary<string, double> Constants
    )
    {
        public double Machine => this["delta"] * Input("virtual");

        public double this[string constant] =>
            Constants.TryGetValue(constant, out double value)
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
