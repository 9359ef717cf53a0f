using MigSim.Models.Migration;

namespace MigSim.Models.Tests.Migration;

/// <summary>Carries out what an engine says on a link of its own.</summary>
internal static class Drive
{
    /// <summary>Runs an engine to its end.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="bytesPerSecond">The rate of a step, by the number of the pass.</param>
    /// <param name="suspendSeconds">How long the guest takes to stop.</param>
    /// <returns>Every step it asked for.</returns>
    public static List<MigrationStep> ToEnd(
        IMigrationEngine engine,
        Func<int, double> bytesPerSecond,
        double suspendSeconds = 0
    )
    {
        var steps = new List<MigrationStep>();
        double elapsed = 0;
        while (true)
        {
            MigrationStep step = engine.Next(elapsed);
            steps.Add(step);
            Assert.True(steps.Count < 1_000_000, "The engine does not end.");
            switch (step.Kind)
            {
                case MigrationStepKind.End:
                    return steps;
                case MigrationStepKind.HandOver:
                    elapsed = 0;
                    break;
                case MigrationStepKind.Suspend:
                    elapsed = suspendSeconds;
                    break;
                default:
                    elapsed =
                        step.ScanSeconds
                        + (
                            step.Bytes
                            / Math.Min(step.RateLimit, bytesPerSecond(engine.Passes.Count + 1))
                        );
                    break;
            }
        }
    }

    /// <summary>Runs an engine to its end at one rate.</summary>
    public static List<MigrationStep> ToEnd(
        IMigrationEngine engine,
        double bytesPerSecond,
        double suspendSeconds = 0
    ) => ToEnd(engine, _ => bytesPerSecond, suspendSeconds);
}
