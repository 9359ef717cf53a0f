using MigSim.Models.Migration;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Models.Tests.Migration;

/// <summary>
/// The skip rule once more, page by page and by chance: each page of the guest is either clean or
/// dirty, and is looked at when its turn comes. The engine's expected values must agree.
/// </summary>
public sealed class SkipRuleTests
{
    private const int GuestPages = 40_000;
    private const int PassesMax = 5;
    private const double SecondsPerPage = 1.0 / 16_000;

    private static readonly PageClass[] Classes =
    [
        new("hot", 2_000, 8),
        new("warm", 10_000, 0.7),
        new("cold", 20_000, 0.02),
    ];

    [Fact]
    public void Engine_SeveralClassesOfPages_AgreesWithPageByPageChance()
    {
        var engine = new PreCopyEngine(
            new DirtyMemory([.. Classes], GuestPages),
            new XenSettings { Policy = new FixedPasses(PassesMax) }
        );
        Drive.ToEnd(engine, DataSize.PageBytes / SecondsPerPage);
        var random = new Random(4711);
        List<(long Sent, long Skipped)[]> runs =
        [
            .. Enumerable.Range(0, 40).Select(_ => RunOnce(random)),
        ];
        for (int pass = 0; pass < PassesMax; pass++)
        {
            CopyPass expected = engine.Passes[pass];
            AssertAgrees(expected.PagesSent, [.. runs.Select(run => (double)run[pass].Sent)]);
            AssertAgrees(expected.PagesSkipped, [.. runs.Select(run => (double)run[pass].Skipped)]);
        }

        // Without the rule the hot pages would all be sent in every pass.
        Assert.True(engine.Passes[1].PagesSkipped > 1_000);
    }

    // Four standard errors, and a little for an expected value put into a formula that is not
    // linear, and for rounding.
    private static void AssertAgrees(long expected, double[] seen)
    {
        double mean = seen.Average();
        double variance = seen.Sum(x => (x - mean) * (x - mean)) / (seen.Length - 1);
        double tolerance = (4 * Math.Sqrt(variance / seen.Length)) + (0.003 * mean) + 2;
        Assert.InRange(expected, mean - tolerance, mean + tolerance);
    }

    private static (long Sent, long Skipped)[] RunOnce(Random random)
    {
        double[] rates = Rates(random);
        bool[] dirty = [.. Enumerable.Repeat(true, GuestPages)];
        var counts = new (long Sent, long Skipped)[PassesMax];
        for (int pass = 0; pass < PassesMax; pass++)
        {
            // Writes come at random, so each page's next one may be drawn anew in every pass.
            double[] nextWrite =
            [
                .. rates.Select(rate => -Math.Log(1 - random.NextDouble()) / rate),
            ];
            double now = MakePass(dirty, nextWrite, ref counts[pass]);
            for (int page = 0; page < GuestPages; page++)
            {
                dirty[page] = nextWrite[page] <= now;
            }
        }

        return counts;
    }

    // The dirty bits are looked at once for each batch, before it is sent.
    private static double MakePass(
        bool[] dirty,
        double[] nextWrite,
        ref (long Sent, long Skipped) count
    )
    {
        double now = 0;
        int page = 0;
        while (page < GuestPages)
        {
            int sent = 0;
            for (int batch = 0; batch < PreCopyEngine.BatchPages && page < GuestPages; page++)
            {
                if (dirty[page])
                {
                    batch++;
                    sent += nextWrite[page] > now ? 1 : 0;
                    count.Skipped += nextWrite[page] > now ? 0 : 1;
                }
            }

            count.Sent += sent;
            now += sent * SecondsPerPage;
        }

        return now;
    }

    private static double[] Rates(Random random)
    {
        double[] rates = new double[GuestPages];
        int page = 0;
        foreach (PageClass pageClass in Classes)
        {
            for (int index = 0; index < pageClass.Pages; index++)
            {
                rates[page++] = pageClass.RewritesPerSecond;
            }
        }

        random.Shuffle(rates);
        return rates;
    }

    private sealed record FixedPasses(int Count) : IPreCopyPolicy
    {
        public bool ShallStop(in PreCopyProgress progress) => progress.Iteration >= Count;
    }
}
