using System.Collections.Immutable;
using MigSim.Models.Memory;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;
using MigSim.Virtualization;

namespace MigSim.Calibration.Baselines;

/// <summary>The predictors that a model must beat to be worth anything.</summary>
public static class BaselinePredictors
{
    private const int RoundsMax = 1000;

    /// <summary>Gets all of them.</summary>
    public static ImmutableArray<Baseline> All { get; } =
    [
        new("RAM / bandwidth", c => c.Memory.GuestPages * c.Memory.PageBytes / c.Path.Rate),
        new("non-zero / bandwidth", c => Content(c) * c.Memory.PageBytes / c.Path.Rate),
        new("constant rate", ConstantRate),
        new("four constants", FourConstants),
        new("Gudkov", Gudkov),
        new("SimGrid", c => With(c, new SimGridSettings())),
        new("CloudSim", c => With(c, new CloudSimSettings())),
    ];

    private static double Content(MigrationCase migration) =>
        migration.Memory.GuestPages - migration.Memory.ZeroPages;

    // The geometric series of H. Liu et al. (HPDC 2011) and many others: what is written at a mean rate
    // in one round is sent in the next one, until it fits into the downtime.
    private static double? ConstantRate(MigrationCase migration)
    {
        double first = Content(migration) * migration.Memory.PageBytes / migration.Path.Rate;
        double perSecond = migration.Memory.UniquePages(first) / first;
        double ratio = perSecond * migration.Memory.PageBytes / migration.Path.Rate;
        double round = first;
        double total = first;
        for (int count = 0; round > Limit(migration); count++)
        {
            if (ratio >= 1 || count > RoundsMax)
            {
                return null;
            }

            round *= ratio;
            total += round;
        }

        return total;
    }

    // Fitted by others to the open gigabit session: zero pages at 1.09 us, an offset of -21 ms, and
    // -6085 + 1639 pages a second that are written in the first pass.
    private static double? FourConstants(MigrationCase migration)
    {
        const double page = 4104;
        const double zeroPage = 9;
        double zero = migration.Memory.ZeroPages;
        double sent = ((Content(migration) * page) + (zero * zeroPage)) / migration.Path.Rate;
        double first = sent + (zero * 1.09e-6);
        double again = Math.Max(0, -6085 + (1639 * first));
        return migration.Mode == MigrationMode.PreCopy
            ? first + (again * page / migration.Path.Rate) - 0.021
            : null;
    }

    private static double? Gudkov(MigrationCase migration)
    {
        double pages = Content(migration);
        return GudkovPredictor.TotalSeconds(
            pages,
            migration.Memory.ZeroPages,
            migration.Path.Rate,
            Limit(migration),
            new MemoryCurve(migration.Memory)
        );
    }

    private static double? With(MigrationCase migration, EngineSettings engine)
    {
        MigrationOutcome outcome = Predictor.Predict(
            migration with
            {
                Engine = engine,
                Mode = MigrationMode.PreCopy,
                Times = new(),
                Path = new IdealPath(migration.Path.Rate),
            }
        );
        return outcome.Verdict == MigrationVerdict.Completes ? outcome.TotalSeconds : null;
    }

    private static double Limit(MigrationCase migration) =>
        (migration.Engine as QemuSettings)?.DowntimeLimit ?? 0.3;

    private sealed class MemoryCurve(DirtyMemory memory) : IDirtyCurve
    {
        public double SteadyFrom => memory.SteadyFrom;

        public double UniquePages(double from, double seconds) => memory.UniquePages(seconds, from);
    }
}
