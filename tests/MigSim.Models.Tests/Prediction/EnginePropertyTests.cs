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
    private const double SecondsMax = 300;

    private static readonly EngineSettings[] Engines =
    [
        .. MigrationEngines.ByName.Values,
        new QemuSettings { AutoConverge = new AutoConverge() },
        new QemuSettings
        {
            AutoConverge = new AutoConverge { TailSlow = true, GuestBusy = 0.7 },
        },
        new QemuSettings { DirtyLimit = new DirtyLimit(2_000) },
        new QemuSettings { Xbzrle = new Xbzrle(16_384, 400, 1e-6), SyncPeriod = 5 },
        new QemuSettings
        {
            CountsUnsentOnce = true,
            SocketBuffer = 1e6,
            Tail = MemoryTail.AllZeroPages,
            Format = new StreamFormat { Page = 4104, ZeroPageScan = 1e-6 },
        },
        new QemuSettings { DowntimeLimit = 0.15, Ramp = new DowntimeRamp(0.15, 1.05) },
    ];

    private static readonly Gen<IDirtyCurve> AnyCurve = Gen.OneOf<IDirtyCurve>(
        Gen.Select(
            Gen.Double[0, 60_000],
            Gen.Double[0, 300_000],
            (rate, set) => (IDirtyCurve)new RateCurve(rate, set)
        ),
        Gen.Select(
            Gen.Double[1, 40_000],
            Gen.Double[0.2, 1],
            (pages, exponent) =>
                (IDirtyCurve)new PowerCurve(pages, exponent, double.PositiveInfinity)
        ),
        Gen.Select(
            Gen.Long[0, 50_000],
            Gen.Double[0, 20],
            (pages, rate) =>
                (IDirtyCurve)new PageClassCurve([new("hot", pages, rate), new("warm", 20_000, 0.1)])
        ),
        Gen.Select(
            Gen.Double[1, 30_000],
            Gen.Double[1, 30_000],
            (first, more) =>
                (IDirtyCurve)
                    new SampledCurve(
                        [new(0.5, first), new(4, first + more)],
                        asPowers: true,
                        double.PositiveInfinity
                    )
        )
    );

    private static readonly Gen<MigrationCase> AnyCase = Gen.Select(
        Gen.Int[0, Engines.Length - 1].Select(i => Engines[i]),
        AnyCurve,
        Gen.Long[1_000, 600_000],
        Gen.Double[0, 0.9],
        Gen.Double[5e6, 1e9],
        (engine, curve, pages, zeroShare, rate) =>
            new MigrationCase(
                engine,
                MigrationMode.PreCopy,
                new DirtyMemory(curve, pages) { ZeroPages = (long)(pages * zeroShare) },
                new IdealPath(rate)
            )
            {
                SecondsMax = SecondsMax,
                Times = new MigrationTimes { Setup = 0.1, HandOver = 0.02 },
            }
    );

    [Fact]
    public void Predict_AnyCase_EndsWithinTheTimeAllowed() =>
        AnyCase.Sample(
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
                    Assert.Equal(SecondsMax, outcome.TotalSeconds);
                    Assert.InRange(
                        outcome.Bytes,
                        0,
                        (SecondsMax * migration.Path.Rate * (1 + 1e-9)) + 2e6
                    );
                }
            },
            iter: 2_000
        );

    [Fact]
    public void Predict_GuestThatWritesNothing_EveryPageOnce() =>
        AnyCase.Sample(
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
    public void Predict_SkippingWhatDecidesNothing_ChangesNothing() =>
        AnyCase.Sample(
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

                // A decision at the very limit may fall either way by rounding.
                if (engine.Rounds == outcome.Rounds)
                {
                    Assert.Equal(total, outcome.TotalSeconds, 1e-6 * Math.Max(1, total));
                    Assert.Equal(engine.BytesSent, outcome.Bytes, 1e-6 * outcome.Bytes);
                }
                else
                {
                    Assert.InRange(engine.Rounds, outcome.Rounds - 2, outcome.Rounds + 2);
                }
            },
            iter: 500
        );

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

    [Theory]
    [InlineData(MigrationMode.StopAndCopy)]
    [InlineData(MigrationMode.PostCopy)]
    public void Predict_MoreBandwidth_NeverTakesLonger(MigrationMode mode) =>
        AnyCase.Sample(
            migration =>
            {
                MigrationCase slow = migration with
                {
                    Mode = mode,
                    SecondsMax = double.PositiveInfinity,
                };
                if (mode == MigrationMode.PostCopy && !slow.Engine.HasPostCopy)
                {
                    return;
                }

                MigrationCase fast = slow with { Path = new IdealPath(1.3 * slow.Path.Rate) };
                Assert.True(
                    Predictor.Predict(fast).TotalSeconds
                        <= Predictor.Predict(slow).TotalSeconds + 1e-9
                );
            },
            iter: 500
        );

    [Fact]
    public void Predict_MoreBandwidthWithAFixedNumberOfPasses_NeverTakesLonger() =>
        AnyCase.Sample(
            migration =>
            {
                MigrationCase slow = migration with
                {
                    Engine = XenSettings.V2 with { Policy = new FixedPasses() },
                    SecondsMax = double.PositiveInfinity,
                };
                MigrationCase fast = slow with { Path = new IdealPath(1.3 * slow.Path.Rate) };
                // One page of rounding for each of the passes.
                double rounding = 5 * 4200 / slow.Path.Rate;
                Assert.True(
                    Predictor.Predict(fast).TotalSeconds
                        <= Predictor.Predict(slow).TotalSeconds + rounding
                );
            },
            iter: 500
        );

    [Fact]
    public void Predict_MoreBandwidthWithLegacyXen_CanTakeLonger()
    {
        // At the higher rate one more pass fits under three times the memory.
        double[] totals =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                    Predictor
                        .Predict(
                            new(
                                XenSettings.Legacy with
                                {
                                    SkipsRedirtied = false,
                                },
                                MigrationMode.PreCopy,
                                new DirtyMemory(new RateCurve(25_000, 131_072), 262_144),
                                new IdealPath(90e6 + (i * 0.1e6))
                            )
                        )
                        .TotalSeconds
                ),
        ];
        Assert.Contains(totals.Zip(totals.Skip(1)), pair => pair.Second > pair.First + 1);
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

    private sealed record FixedPasses : IPreCopyPolicy
    {
        public bool ShallStop(in PreCopyProgress progress) => progress.Iteration >= 4;
    }
}
