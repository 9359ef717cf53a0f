using MigSim.Models.Memory;
using MigSim.Models.Migration;
using MigSim.Models.Prediction;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Prediction;

/// <summary>
/// One guest of 1 GiB at 117.6 MB/s that writes at five rates round a working set of 512 MiB, under
/// the stop rules of the toolstacks: numbers of an independent implementation of the same rules.
/// </summary>
/// <remarks>
/// Conventions: fixed times 0; QEMU and legacy Xen 4096 bytes a page, and the latter without the skip
/// rule; Xen from 4.6 on 4104 bytes a page and 16 a batch; QEMU in slices of 50 ms.
/// </remarks>
public sealed class GoldenVectorTests
{
    private const long GuestPages = 262_144;
    private const double Rate = 117.6e6;

    [Theory]
    [InlineData(500, 4, 0.0, 9.311, 1.018)]
    [InlineData(5_000, 5, 1.5, 11.082, 1.211)]
    [InlineData(15_000, 5, 343, 18.370, 2.008)]
    [InlineData(25_000, 5, 2650, 26.883, 2.939)]
    [InlineData(40_000, 5, 4574, 32.019, 3.500)]
    public void XenV2_OneGuest_AsPrinted(
        double pagesPerSecond,
        long passes,
        double downtime,
        double total,
        double volume
    )
    {
        MigrationOutcome outcome = Predict(XenSettings.V2, pagesPerSecond);
        Assert.Equal(passes, outcome.Rounds);
        AssertPrinted(outcome, downtime, downtime > 100 ? 0 : 1, total);
        // The volume counts pages alone.
        Assert.Equal(volume, outcome.Bytes / (GuestPages * (4104 + (16 / 1024.0))), 5e-4);
    }

    [Theory]
    [InlineData(500, 4, 0.0, 9.292, 1.018)]
    [InlineData(5_000, 6, 0.2, 11.056, 1.211)]
    [InlineData(15_000, 15, 0.5, 18.689, 2.047)]
    [InlineData(25_000, 7, 1990, 31.045, 3.400)]
    [InlineData(40_000, 6, 4565, 36.522, 4.000)]
    public void XenLegacy_WithoutTheSkipRule_AsPrinted(
        double pagesPerSecond,
        long passes,
        double downtime,
        double total,
        double volume
    )
    {
        MigrationOutcome outcome = Predict(
            XenSettings.Legacy with
            {
                SkipsRedirtied = false,
            },
            pagesPerSecond
        );
        Assert.Equal(passes, outcome.Rounds);
        AssertPrinted(outcome, downtime, downtime > 100 ? 0 : 1, total);
        Assert.Equal(volume, outcome.Bytes / (GuestPages * 4096.0), 5e-4);
    }

    [Theory]
    [InlineData(500, 3, 287.2, 9.287, 1.017)]
    [InlineData(5_000, 5, 293.9, 10.994, 1.204)]
    [InlineData(15_000, 10, 285.1, 18.685, 2.046)]
    [InlineData(25_000, 40, 296.0, 44.346, 4.857)]
    public void Qemu_300Milliseconds_AsPrinted(
        double pagesPerSecond,
        long syncs,
        double downtime,
        double total,
        double volume
    )
    {
        MigrationOutcome outcome = Predict(new QemuSettings(), pagesPerSecond);
        Assert.Equal(syncs, outcome.Rounds);
        AssertPrinted(outcome, downtime, 1, total);
        Assert.Equal(volume, outcome.Bytes / (GuestPages * 4096.0), 5e-4);
    }

    [Fact]
    public void Qemu_WritesFasterThanTheLink_DoesNotConvergeIn600Seconds()
    {
        MigrationOutcome outcome = Predict(new QemuSettings(), 40_000);
        Assert.Equal(MigrationVerdict.DoesNotConverge, outcome.Verdict);
        Assert.Equal(600, outcome.TotalSeconds);
        Assert.Null(outcome.DowntimeSeconds);
        Assert.Equal(600 * Rate, outcome.Bytes, 600 * Rate * 1e-9);
    }

    [Theory]
    [InlineData(0.1, 2, 9.1, 10.14)]
    [InlineData(0.3, 4, 22.2, 13.03)]
    [InlineData(0.6, 11, 19.9, 22.80)]
    [InlineData(0.9, 54, 27.8, 91.05)]
    public void SimGrid_OneGuest_AsPrinted(
        double intensity,
        int extraRounds,
        double downtime,
        double total
    )
    {
        MigrationOutcome outcome = Predict(
            new SimGridSettings(),
            intensity * Rate / 4096,
            0.9 * GuestPages
        );
        Assert.Equal(extraRounds + 1, outcome.Rounds);
        Assert.Equal(downtime, Math.Round(outcome.DowntimeSeconds!.Value * 1000, 1));
        Assert.Equal(total, Math.Round(outcome.TotalSeconds, 2));
    }

    // Its network takes 13.01 latencies for each message and 1.05/0.97 of the link's time; the route
    // of its example from Fafard to Tremblay has six links and 8.158 MB/s.
    [Theory]
    [InlineData(1e9, 1, 132.766)]
    [InlineData(1e8, 1, 13.346)]
    [InlineData(1e9, 2, 265.454)]
    public void SimGrid_ItsOwnExamples_AsItsTestsHaveThem(double bytes, int atOnce, double expected)
    {
        const double latency =
            479.78e-6 + 514.433e-6 + 136.931e-6 + 59.904e-6 + 514.433e-6 + 270.544e-6;
        var path = new IdealPath(8.158e6 * 0.97 / 1.05 / atOnce)
        {
            MessageSeconds = 13.01 * latency,
        };
        MigrationOutcome outcome = Predictor.Predict(
            new(
                new SimGridSettings(),
                MigrationMode.PreCopy,
                new DirtyMemory(new RateCurve(0, 0), (long)(bytes / 4096)),
                path
            )
        );
        double cut = bytes - (4096.0 * (long)(bytes / 4096));
        Assert.Equal(expected, Math.Round(outcome.TotalSeconds + (cut / path.Rate), 3));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(40_000)]
    public void CloudSim_AnyWriteRate_IsTheSame(double pagesPerSecond)
    {
        MigrationOutcome outcome = Predictor.Predict(
            new(
                new CloudSimSettings(),
                MigrationMode.PreCopy,
                new DirtyMemory(new RateCurve(pagesPerSecond, 131_072), GuestPages),
                new IdealPath(1e9 / 8)
            )
        );
        Assert.Equal(16.384, outcome.TotalSeconds, 1e-9);
        Assert.Equal(0, outcome.DowntimeSeconds);
        Assert.Equal(1L << 30, outcome.Bytes);
    }

    private static MigrationOutcome Predict(
        EngineSettings engine,
        double pagesPerSecond,
        double workingSet = 131_072
    ) =>
        Predictor.Predict(
            new(
                engine,
                MigrationMode.PreCopy,
                new DirtyMemory(new RateCurve(pagesPerSecond, workingSet), GuestPages),
                new IdealPath(Rate)
            )
        );

    private static void AssertPrinted(
        MigrationOutcome outcome,
        double downtime,
        int digits,
        double total
    )
    {
        Assert.Equal(MigrationVerdict.Completes, outcome.Verdict);
        Assert.Equal(downtime, Math.Round(outcome.DowntimeSeconds!.Value * 1000, digits));
        Assert.Equal(total, Math.Round(outcome.TotalSeconds, 3));
    }
}
