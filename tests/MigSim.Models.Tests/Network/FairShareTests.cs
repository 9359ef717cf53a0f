using CsCheck;
using MigSim.Models.Network;

namespace MigSim.Models.Tests.Network;

public sealed class FairShareTests
{
    [Fact]
    public void Solve_AnyProblem_AgreesWithTheSlowSolver() =>
        ShareProblem.Any.Sample(
            problem =>
            {
                var share = new FairShare();
                problem.Fill(share);
                share.Solve();
                double[] expected = SlowFairShare.Solve(problem);
                double[] rates = problem.Rates(share);
                Assert.All(
                    rates.Zip(expected),
                    pair => Assert.Equal(pair.Second, pair.First, 1e-4 * (1 + pair.Second))
                );
            },
            iter: 2_000
        );

    [Fact]
    public void Solve_AnyProblem_NoResourceIsOverfullAndNoFlowBeyondItsLimit() =>
        ShareProblem.Any.Sample(problem =>
        {
            var share = new FairShare();
            problem.Fill(share);
            share.Solve();
            double[] rates = problem.Rates(share);
            for (int resource = 0; resource < problem.Capacities.Length; resource++)
            {
                double load = problem.Load(rates, resource) / problem.Capacities[resource];
                Assert.InRange(load, 0, 1 + 1e-9);
                Assert.Equal(load, share.Utilization(resource), 1e-9);
            }

            Assert.All(
                rates.Zip(problem.Limits),
                pair => Assert.InRange(pair.First, 0, pair.Second * (1 + 1e-9))
            );
        });

    [Fact]
    public void Solve_AnyProblem_EveryFlowIsHeldBackForAReason() =>
        ShareProblem.Any.Sample(problem =>
        {
            var share = new FairShare();
            problem.Fill(share);
            share.Solve();
            double[] rates = problem.Rates(share);
            for (int flow = 0; flow < rates.Length; flow++)
            {
                int bottleneck = share.Bottleneck(flow);
                if (bottleneck == FairShare.OwnLimit)
                {
                    Assert.Equal(problem.Limits[flow], rates[flow], 1e-6 * problem.Limits[flow]);
                    continue;
                }

                // A full resource that it uses, and on which nobody has more.
                Assert.True(problem.Costs[flow][bottleneck] > 0);
                Assert.Equal(1, share.Utilization(bottleneck), 1e-6);
                double most = rates.Where((_, f) => problem.Costs[f][bottleneck] > 0).Max();
                Assert.Equal(most, rates[flow], 1e-6 * (1 + most));
            }
        });

    [Fact]
    public void Solve_ReusedForAnotherProblem_RemembersNothing() =>
        Gen.Select(ShareProblem.Any, ShareProblem.Any)
            .Sample(
                (first, second) =>
                {
                    var reused = new FairShare();
                    first.Fill(reused);
                    reused.Solve();
                    second.Fill(reused);
                    reused.Solve();
                    var fresh = new FairShare();
                    second.Fill(fresh);
                    fresh.Solve();
                    Assert.Equal(second.Rates(fresh), second.Rates(reused));
                    for (int flow = 0; flow < second.Limits.Length; flow++)
                    {
                        Assert.Equal(fresh.Bottleneck(flow), reused.Bottleneck(flow));
                    }
                }
            );

    [Fact]
    public void Solve_TwoFlowsAndOneThatIsLimited_TheOthersShareTheRest()
    {
        var share = new FairShare();
        int link = share.AddResource(100);
        int[] flows = [share.AddFlow(10), share.AddFlow(1e9), share.AddFlow(1e9)];
        foreach (int flow in flows)
        {
            share.AddUse(flow, link, 1);
        }

        share.Solve();
        Assert.Equal([10, 45, 45], flows.Select(share.Rate));
        Assert.Equal([FairShare.OwnLimit, link, link], flows.Select(share.Bottleneck));
    }

    [Fact]
    public void Solve_AResourceThatGivesNothing_ItsFlowsStandStill()
    {
        var share = new FairShare();
        int dead = share.AddResource(0);
        int alive = share.AddResource(10);
        int stuck = share.AddFlow(1e9);
        int going = share.AddFlow(1e9);
        share.AddUse(stuck, dead, 1);
        share.AddUse(stuck, alive, 1);
        share.AddUse(going, alive, 2);
        share.Solve();
        Assert.Equal(0, share.Rate(stuck));
        Assert.Equal(dead, share.Bottleneck(stuck));
        Assert.Equal(5, share.Rate(going));
        Assert.Equal(0, share.Utilization(dead));
    }

    [Fact]
    public void Solve_NothingButAnInfiniteLimit_EndsWithAnInfiniteRate()
    {
        var share = new FairShare();
        int flow = share.AddFlow(double.PositiveInfinity);
        share.Solve();
        Assert.Equal(double.PositiveInfinity, share.Rate(flow));
    }

    [Fact]
    public void Solve_NoFlow_Ends()
    {
        var share = new FairShare();
        int link = share.AddResource(1);
        share.Solve();
        Assert.Equal(0, share.Utilization(link));
    }

    [Fact]
    public void Solve_OnceGrown_AllocatesNothing()
    {
        var problem = new ShareProblem(
            [100, 50, 70],
            [.. Enumerable.Repeat(20.0, 20)],
            [.. Enumerable.Repeat<double[]>([1, 0.3, 2], 20)]
        );
        var share = new FairShare();
        problem.Fill(share);
        share.Solve();
        problem.Fill(share);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int times = 0; times < 100; times++)
        {
            share.Solve();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
