using MigSim.Experiments.Running;
using MigSim.Experiments.Statistics;

namespace MigSim.Simulation.Tests.Theory;

/// <summary>Intervals of the simulated waiting time against theory: of 500, 95 % should hold the true mean.</summary>
public sealed class WaitingLineTests
{
    private const int Intervals = 500;
    private const int Low = 450;
    private const int High = 490;

    [Fact]
    public void SteadyState_OneLongRun_HoldsTheTrueMean()
    {
        const double Utilisation = 0.3;
        double truth = WaitingLine.MeanWait(Utilisation);
        SteadyState[] found =
        [
            .. Enumerable
                .Range(1, Intervals)
                .Select(seed => SteadyState.Of(WaitingLine.Waits((ulong)seed, Utilisation, 8000))!),
        ];

        int holding = found.Count(one => Math.Abs(one.Mean - truth) <= one.HalfInterval);
        Assert.InRange(holding, Low, High);
        Assert.InRange(found.Average(one => one.Mean), 0.97 * truth, 1.03 * truth);
        Assert.InRange(found.Count(one => one.Verdict == SteadyStateVerdict.Steady), 400, 500);
    }

    [Fact]
    public void Replications_TenRunsEach_HoldTheTrueMean()
    {
        const double Utilisation = 0.3;
        const int Replications = 10;
        const int WarmUp = 50;
        double truth = WaitingLine.MeanWait(Utilisation);
        int holding = 0;
        for (int i = 0; i < Intervals; i++)
        {
            SampleStatistics found = SampleStatistics.Of(
                Enumerable
                    .Range(0, Replications)
                    .Select(k =>
                        WaitingLine
                            .Waits((ulong)(1 + (i * Replications) + k), Utilisation, 250)
                            .Skip(WarmUp)
                            .Average()
                    )
            )!;
            holding += found.IntervalLow <= truth && truth <= found.IntervalHigh ? 1 : 0;
        }

        Assert.InRange(holding, Low, High);
    }
}
