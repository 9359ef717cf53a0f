using CsCheck;
using MigSim.Models.Memory;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;
using MigSim.Models.Tests.Migration;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Prediction;

/// <summary>What more bandwidth does, and where it does not help.</summary>
public sealed class BandwidthPropertyTests
{
    [Theory]
    [InlineData(MigrationMode.StopAndCopy)]
    [InlineData(MigrationMode.PostCopy)]
    public void Predict_MoreBandwidth_NeverTakesLonger(MigrationMode mode) =>
        AnyMigration.Cases.Sample(
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
        AnyMigration.Cases.Sample(
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

    private sealed record FixedPasses : IPreCopyPolicy
    {
        public bool ShallStop(in PreCopyProgress progress) => progress.Iteration >= 4;
    }
}
