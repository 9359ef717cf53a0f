using MigSim.Models.Migration;
using MigSim.Virtualization;

namespace MigSim.Models.Prediction;

/// <summary>
/// A migration engine as a calculator: on a path with a constant rate nothing has to be simulated
/// between two decisions.
/// </summary>
public static class Predictor
{
    /// <summary>Predicts one migration.</summary>
    public static MigrationOutcome Predict(MigrationCase migration)
    {
        MigrationTimes times = migration.Times;
        double allowed = migration.SecondsMax - times.Setup;
        IMigrationEngine engine = migration.Engine.Create(
            migration.Mode,
            new EngineInputs(migration.Memory, migration.Path.Rate)
            {
                LoadEndsAt = migration.LoadEndsAt - times.Setup,
                PostCopyAfter = migration.PostCopyAfter - times.Setup,
                SteadyUntil = allowed,
            }
        );
        double now = 0;
        double? stoppedAt = null;
        double? resumedAt = null;
        MigrationStep step = engine.Next(0);
        while (step.Kind != MigrationStepKind.End)
        {
            bool isFree = stoppedAt is not null && migration.Mode != MigrationMode.StopAndCopy;
            double elapsed = Duration(step, migration.Path, isFree, times);
            if (stoppedAt is null && now + elapsed > allowed)
            {
                double rest = step.Bytes * (1 - ((allowed - now) / elapsed));
                return new(
                    MigrationVerdict.DoesNotConverge,
                    migration.SecondsMax,
                    null,
                    engine.BytesSent - Math.Min(rest, step.Bytes),
                    engine.Rounds,
                    engine.FirstThrottleAt + times.Setup
                );
            }

            stoppedAt ??= step.Kind == MigrationStepKind.Suspend ? now : null;
            now += elapsed;
            resumedAt ??= step.Kind == MigrationStepKind.HandOver ? now : null;
            step = engine.Next(elapsed, migration.GuestSpeed);
        }

        return new(
            MigrationVerdict.Completes,
            times.Setup + now + times.TearDown,
            resumedAt - stoppedAt,
            engine.BytesSent,
            engine.Rounds,
            engine.FirstThrottleAt + times.Setup
        );
    }

    private static double Duration(
        MigrationStep step,
        IdealPath path,
        bool isFree,
        MigrationTimes times
    ) =>
        step.Kind switch
        {
            MigrationStepKind.Suspend => times.Suspend,
            MigrationStepKind.HandOver => times.HandOver,
            _ => step.ScanSeconds
                + path.MessageSeconds
                + (step.Bytes / Math.Min(Rate(path, isFree), step.RateLimit)),
        };

    private static double Rate(IdealPath path, bool isFree) =>
        isFree ? path.FreeRate ?? path.Rate : path.Rate;
}
