using MigSim.Calibration.Profiles;
using MigSim.Models.Memory;
using MigSim.Models.Migration;

namespace MigSim.Calibration.Tests.Suites;

/// <summary>
/// The logs of two Xen machines pass by pass, with the rates that the logs print: xend of 2012,
/// pastebin.com/AaSpWZdg (512 MB, idle) and thr3ads.net/2244293 (128 MB).
/// </summary>
public sealed class XenLogTests
{
    private static readonly PredictionProfile Profile = PredictionProfile.Load(
        Reference.Path("xen-legacy.yaml")
    );

    [Fact]
    public void Passes_IdleMachineOf512Megabytes_AreThoseOfTheLog()
    {
        CopyPass[] passes = Drive("idle-512", 131_072, 547, 360, 360, 533);
        Assert.Equal(4, passes.Length);
        AssertWithin(0.005, 130_785, passes[0].PagesSent);
        AssertWithin(0.15, 287, passes[0].PagesSkipped);
        AssertWithin(0.01, 7.826, passes[0].Duration);
        AssertWithin(0.15, 308, passes[1].PagesSent);
        AssertWithin(0.15, 43, passes[2].PagesSent);
        AssertWithin(0.15, 244, passes[3].PagesSent);
        AssertWithin(0.10, 0.229, 0.214 + passes[3].Duration);
    }

    [Fact]
    public void Passes_BusyMachineOf128Megabytes_AreThoseOfTheLog()
    {
        CopyPass[] passes = Drive("busy-128", 32_768, 555, 564, 560);
        AssertWithin(0.01, 28_847, passes[0].PagesSent);
        AssertWithin(0.15, 3_921, passes[0].PagesSkipped);
        AssertWithin(0.01, 1.702, passes[0].Duration);
        AssertWithin(0.15, 6_036, passes[0].PagesDirtied);
        AssertWithin(0.15, 3_462, passes[1].PagesSent);
        AssertWithin(0.15, 2_574, passes[1].PagesSkipped);
        AssertWithin(0.15, 0.201, passes[1].Duration);
        AssertWithin(0.15, 3_766, passes[1].PagesDirtied);
    }

    private static CopyPass[] Drive(string curve, long pages, params double[] megabits)
    {
        IDirtyCurve written = Profile.Curves[curve];
        IMigrationEngine engine = Profile
            .Engines["xen-legacy"]
            .Settings.Create(new EngineInputs(new DirtyMemory(written, pages), 1e8));
        MigrationStep step = engine.Next(0);
        while (step.Kind != MigrationStepKind.End)
        {
            double rate = megabits[Math.Min(engine.Passes.Count, megabits.Length - 1)] * 1e6 / 8;
            step = engine.Next(
                step.Kind switch
                {
                    MigrationStepKind.Copy => step.Bytes / rate,
                    MigrationStepKind.Suspend => 0.214,
                    _ => 0,
                }
            );
        }

        return [.. engine.Passes];
    }

    private static void AssertWithin(double share, double measured, double modelled) =>
        Assert.InRange(modelled, measured * (1 - share), measured * (1 + share));
}
