using CsCheck;
using MigSim.Models.Memory;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;
using MigSim.Models.Tests.Migration;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Prediction;

/// <summary>What must hold for every engine, guest and path.</summary>
public sealed class EnginePropertyTests
{
    // The longest time between two looks of an engine at what is left.
    private const double SliceSecondsMax = 0.1;

    [Fact]
    public void Predict_AnyCase_EndsWithinTheTimeAllowed() =>
        AnyMigration.Cases.Sample(
            migration =>
            {
                MigrationOutcome outcome = Predictor.Predict(migration);
                Assert.InRange(outcome.Bytes, 0, double.MaxValue);
                Assert.True(outcome.Rounds >= 0);
                if (outcome.Verdict == MigrationVerdict.Completes)
                {
                    Assert.InRange(outcome.DowntimeSeconds!.Value, 0, outcome.TotalSeconds + 1e-9);
                }
                else
                {
                    Assert.Null(outcome.DowntimeSeconds);
                    Assert.Equal(AnyMigration.SecondsMax, outcome.TotalSeconds);
                    Assert.InRange(
                        outcome.Bytes,
                        0,
                        (AnyMigration.SecondsMax * migration.Path.Rate * (1 + 1e-9)) + 2e6
                    );
                }
            },
            iter: 2_000
        );

    [Fact]
    public void Predict_GuestThatWritesNothing_EveryPageOnce() =>
        AnyMigration.Cases.Sample(
            migration =>
            {
                MigrationCase idle = migration with
                {
                    Memory = new DirtyMemory(new RateCurve(0, 0), migration.Memory.GuestPages)
                    {
                        ZeroPages = migration.Memory.ZeroPages,
                    },
                    SecondsMax = double.PositiveInfinity,
                };
                var engine = idle.Engine.Create(new EngineInputs(idle.Memory, idle.Path.Rate));
                double pages = Drive.ToEnd(engine, idle.Path.Rate).Sum(step => step.Pages);
                Assert.Equal(idle.Memory.GuestPages, pages, 1e-6 * idle.Memory.GuestPages);
                Assert.Equal(MigrationVerdict.Completes, Predictor.Predict(idle).Verdict);
            },
            iter: 300
        );

    [Fact]
    public void Predict_SkippingWhatDecidesNothing_ChangesNothing()
    {
        const int cases = 500;
        int late = 0;
        AnyMigration.Cases.Sample(
            migration =>
            {
                // Slice by slice, as a testbed does it.
                var engine = migration.Engine.Create(
                    new EngineInputs(migration.Memory, migration.Path.Rate)
                );
                MigrationCase brief = migration with { SecondsMax = 40, Times = new() };
                MigrationOutcome outcome = Predictor.Predict(brief);
                if (outcome.Verdict == MigrationVerdict.DoesNotConverge)
                {
                    return;
                }

                double total = 0;
                double elapsed = 0;
                for (
                    MigrationStep step = engine.Next(0);
                    step.Kind != MigrationStepKind.End;
                    step = engine.Next(elapsed)
                )
                {
                    elapsed =
                        step.ScanSeconds
                        + (step.Bytes / Math.Min(step.RateLimit, migration.Path.Rate));
                    total += elapsed;
                }

                // A decision at the very limit may fall either way by rounding, a slice later or a pass.
                bool isLate =
                    Math.Abs(total - outcome.TotalSeconds) > 1e-6 * Math.Max(1, total)
                    && Math.Abs(total - outcome.TotalSeconds) < SliceSecondsMax;
                if (engine.Rounds == outcome.Rounds && isLate)
                {
                    Interlocked.Increment(ref late);
                }
                else if (engine.Rounds == outcome.Rounds)
                {
                    Assert.Equal(total, outcome.TotalSeconds, 1e-6 * Math.Max(1, total));
                    Assert.Equal(engine.BytesSent, outcome.Bytes, 1e-6 * outcome.Bytes);
                }
                else
                {
                    Assert.InRange(engine.Rounds, outcome.Rounds - 2, outcome.Rounds + 2);
                }
            },
            iter: cases
        );
        Assert.InRange(late, 0, cases / 100);
    }

    [Theory]
    [InlineData(40_000, 131_072)]
    [InlineData(40_000, 12_000)]
    [InlineData(29_000, 30_011)]
    [InlineData(2_900_000, 8_700)]
    public void Predict_GoingRoundInCircles_CountsThemAll(double rate, double workingSet)
    {
        var memory = new DirtyMemory(new RateCurve(rate, workingSet), 262_144);
        var path = new IdealPath(117.6e6);
        MigrationOutcome outcome = Predictor.Predict(
            new(new QemuSettings(), MigrationMode.PreCopy, memory, path)
        );
        var engine = new QemuEngine(new QemuSettings(), new EngineInputs(memory, path.Rate));
        double now = 0;
        double elapsed = 0;
        while (now < 600)
        {
            MigrationStep step = engine.Next(elapsed);
            Assert.Equal(MigrationStepKind.Copy, step.Kind);
            elapsed = step.Bytes / path.Rate;
            now += elapsed;
        }

        Assert.Equal(MigrationVerdict.DoesNotConverge, outcome.Verdict);
        Assert.InRange(outcome.Rounds, engine.Rounds - 2, engine.Rounds + 2);
        Assert.Equal(600 * path.Rate, outcome.Bytes, 1);
    }

    [Fact]
    public void Predict_Throttled_NeverConvergesLater() =>
        Gen.Select(Gen.Double[2_000, 60_000], Gen.Double[40_000, 200_000])
            .Sample(
                (rate, set) =>
                {
                    var plain = new MigrationCase(
                        new QemuSettings(),
                        MigrationMode.PreCopy,
                        new DirtyMemory(new RateCurve(rate, set), 262_144),
                        new IdealPath(117.6e6)
                    );
                    MigrationOutcome throttled = Predictor.Predict(
                        plain with
                        {
                            Engine = new QemuSettings { AutoConverge = new AutoConverge() },
                        }
                    );
                    MigrationOutcome free = Predictor.Predict(plain);
                    Assert.Equal(MigrationVerdict.Completes, throttled.Verdict);
                    Assert.True(throttled.TotalSeconds <= free.TotalSeconds + 2);
                    Assert.Equal(
                        throttled.FirstThrottleSeconds is null,
                        throttled.TotalSeconds == free.TotalSeconds
                    );
                },
                iter: 300
            );
}
