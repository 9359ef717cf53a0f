using System.Collections.Immutable;
using MigSim.Virtualization;

namespace MigSim.Models.Overhead;

/// <summary>Divides a host's processors between guests and the control domain that works for them.</summary>
/// <remarks>
/// Model card: <c>models/cards/processor-shares.md</c>. Shares are those of a long time, as XenMon
/// reports them: no time slices.
/// </remarks>
public static class ProcessorShares
{
    /// <summary>Divides the processors.</summary>
    /// <param name="scheduler">How.</param>
    /// <param name="processors">The host's processors.</param>
    /// <param name="controlWeight">The control domain's weight, above 0.</param>
    /// <param name="guests">What the guests want.</param>
    public static ImmutableArray<ProcessorShare> Divide(
        SchedulerKind scheduler,
        double processors,
        double controlWeight,
        ImmutableArray<ProcessorDemand> guests
    )
    {
        // ShareGuard: traffic beyond the cap is dropped before it costs anything.
        double[] driver =
        [
            .. guests.Select(guest => Math.Min(guest.Driver, guest.DriverCap ?? guest.Driver)),
        ];
        if (scheduler == SchedulerKind.None)
        {
            return [.. guests.Select((guest, i) => new ProcessorShare(guest.Own, driver[i]))];
        }

        return scheduler == SchedulerKind.SedfDc
            ? Charged(processors, guests, driver)
            : Separate(scheduler, processors, controlWeight, guests, driver);
    }

    private static ImmutableArray<ProcessorShare> Charged(
        double processors,
        ImmutableArray<ProcessorDemand> guests,
        double[] driver
    )
    {
        double[] wanted = [.. guests.Select((guest, i) => guest.Own + driver[i])];
        double[] weights = [.. guests.Select(guest => guest.Weight)];
        double[] given = Reserved(processors, wanted, weights);
        return
        [
            .. guests.Select(
                (guest, i) =>
                {
                    double part = wanted[i] > 0 ? given[i] / wanted[i] : 0;
                    return new ProcessorShare(part * guest.Own, part * driver[i]);
                }
            ),
        ];
    }

    private static ImmutableArray<ProcessorShare> Separate(
        SchedulerKind scheduler,
        double processors,
        double controlWeight,
        ImmutableArray<ProcessorDemand> guests,
        double[] driver
    )
    {
        double work = driver.Sum();
        double[] wanted = [.. guests.Select(guest => guest.Own), work];
        double[] weights = [.. guests.Select(guest => guest.Weight), controlWeight];
        double[] given =
            scheduler == SchedulerKind.Credit
                ? Filled(processors, wanted, weights)
                : Reserved(processors, wanted, weights);
        double done = work > 0 ? given[^1] / work : 0;
        return [.. guests.Select((_, i) => new ProcessorShare(given[i], done * driver[i]))];
    }

    /// <summary>To each its reservation by weight, the rest in equal parts to who wants more.</summary>
    private static double[] Reserved(double processors, double[] wanted, double[] weights)
    {
        double sum = weights.Sum();
        double[] first =
        [
            .. wanted.Select((want, i) => Math.Min(want, processors * weights[i] / sum)),
        ];
        double[] more = Filled(
            processors - first.Sum(),
            [.. wanted.Select((want, i) => want - first[i])],
            [.. weights.Select(_ => 1.0)]
        );
        return [.. first.Select((share, i) => share + more[i])];
    }

    /// <summary>All grow in proportion to their weights until they have what they want.</summary>
    private static double[] Filled(double processors, double[] wanted, double[] weights)
    {
        double[] given = new double[wanted.Length];
        List<int> hungry = [.. Enumerable.Range(0, wanted.Length)];
        double left = Math.Max(0, processors);
        while (hungry.Count > 0)
        {
            double perWeight = left / hungry.Sum(i => weights[i]);
            List<int> sated = [.. hungry.Where(i => wanted[i] <= perWeight * weights[i])];
            foreach (int i in sated.Count > 0 ? sated : hungry)
            {
                given[i] = Math.Min(wanted[i], perWeight * weights[i]);
                left -= given[i];
            }

            if (sated.Count == 0)
            {
                break;
            }

            hungry.RemoveAll(sated.Contains);
        }

        return given;
    }
}
