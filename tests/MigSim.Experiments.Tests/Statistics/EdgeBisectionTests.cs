using CsCheck;
using MathNet.Numerics.Distributions;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Tests.Statistics;

public sealed class EdgeBisectionTests
{
    /// <summary>A metric that falls as 1 / value: it is 300 at 4.</summary>
    private static readonly EdgeSearch Falling = new()
    {
        Axis = "bandwidth",
        IsSmallest = true,
        From = 1,
        To = 100,
        IsLogarithmic = true,
        Resolution = 0.02,
        Metric = "migration.x0.downtime_ms",
        Limit = 300,
        IsBelow = true,
        Confidence = 0.95,
        PointAt = (scenario, _) => scenario,
    };

    private static readonly EdgeSearch Rising = Falling with
    {
        IsSmallest = false,
        IsLogarithmic = false,
        From = 0,
        To = 50,
        Limit = 70,
    };

    [Fact]
    public void Result_ExactValues_EdgeIsInTheBracket()
    {
        Edge edge = Run(Falling, value => 1200 / value, noise: 0);

        Assert.Equal(EdgeOutcome.Found, edge.Outcome);
        Assert.InRange(4, edge.Fails!.Value, edge.Keeps!.Value);
        Assert.InRange(edge.Keeps.Value / edge.Fails.Value, 1, 1.02);
        Assert.All(edge.Visits, visit => Assert.Equal(5, visit.Runs));
    }

    [Fact]
    public void Result_LargestValueOfLinearAxis_EdgeIsInTheBracket()
    {
        Edge edge = Run(Rising, value => 2 * value, noise: 0);

        Assert.Equal(EdgeOutcome.Found, edge.Outcome);
        Assert.InRange(35, edge.Keeps!.Value, edge.Fails!.Value);
        Assert.InRange(edge.Fails.Value - edge.Keeps.Value, 0, 0.02 * edge.Keeps.Value);
    }

    [Fact]
    public void Result_AboveTheLimit_SmallestValueThatStaysAbove()
    {
        Edge edge = Run(Rising with { IsSmallest = true, IsBelow = false }, v => 2 * v, noise: 0);

        Assert.InRange(35, edge.Fails!.Value, edge.Keeps!.Value);
    }

    [Fact]
    public void Result_NoisyMetric_BracketHoldsTheEdgeAsOftenAsPromised()
    {
        Edge[] edges =
        [
            .. Enumerable
                .Range(1, 300)
                .Select(seed => Run(Falling with { Confidence = 0.9 }, v => 1200 / v, 40, seed)),
        ];

        Assert.All(edges, edge => Assert.Equal(EdgeOutcome.Found, edge.Outcome));
        Edge[] decided = [.. edges.Where(edge => !edge.HasUndecided)];
        Assert.InRange(
            decided.Count(edge => edge.Fails <= 4 && edge.Keeps >= 4),
            0.9 * decided.Length,
            300
        );
        // The value itself keeps the limit, whether all was decided or not.
        Assert.InRange(edges.Count(edge => edge.Keeps >= 4), 0.9 * edges.Length, edges.Length);
        // All of it would be true of an axis's end, too.
        Assert.All(edges, edge => Assert.InRange(edge.Keeps!.Value, 3.8, 5));
    }

    [Fact]
    public void Result_EdgeInTheNoise_SaysThatItIsUndecided()
    {
        Edge edge = Run(Falling, value => value < 50 ? 310 : 300 - 1e-9, noise: 100);

        Assert.True(edge.HasUndecided);
        Assert.Contains(
            edge.Visits,
            visit => visit is { Verdict: EdgeVerdict.Undecided, Runs: 200 }
        );
    }

    [Theory]
    [InlineData(0, EdgeOutcome.KeptEverywhere, 1.0)]
    [InlineData(400, EdgeOutcome.KeptNowhere, null)]
    public void Result_NoEdgeOnTheAxis_SaysSo(double metric, EdgeOutcome outcome, double? keeps)
    {
        Edge edge = Run(Falling, _ => metric, noise: 0);

        Assert.Equal((outcome, keeps), (edge.Outcome, edge.Keeps));
        Assert.Equal(2, edge.Visits.Length);
    }

    [Fact]
    public void Result_MetricGoesTheOtherWay_SaysSo() =>
        Assert.Equal(EdgeOutcome.Contrary, Run(Falling, value => 100 * value, noise: 0).Outcome);

    [Fact]
    public void Add_RunWithoutTheMetric_CountsAsFailing()
    {
        var search = new EdgeBisection(Falling);
        search.Add(100, [1, 1, 1, 1, 1]);

        search.Add(1, [200, null, 200]);

        Assert.Equal(EdgeVerdict.HasNoValue, search.Result.Visits[^1].Verdict);
        Assert.Equal(10, search.Next);
    }

    [Fact]
    public void Add_OpenInterval_AsksForAsManyAgain()
    {
        var search = new EdgeBisection(Falling, batch: 4, runsMax: 10);
        search.Add(100, [100, 500, 100, 500]);
        Assert.Equal((100, 4), (search.Next, search.Wanted));
        Assert.Equal(EdgeVerdict.Open, search.Result.Visits[^1].Verdict);

        search.Add(100, [100, 500, 100, 500]);

        Assert.Equal((100, 2), (search.Next, search.Wanted));
    }

    [Fact]
    public void Add_ValueThatIsNotWanted_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new EdgeBisection(Falling).Add(7, [1, 1]));

    [Fact]
    public void Next_AnyAxis_EndsWithinTheStatedNumberOfVisits() =>
        (
            from low in Gen.Double[0, 1e9]
            from width in Gen.Double[1e-3, 1e10]
            from edge in Gen.Double[0, 1]
            from resolution in Gen.Double[0.001, 0.3]
            from isLogarithmic in Gen.Bool
            from isSmallest in Gen.Bool
            select (low, width, edge, resolution, isLogarithmic, isSmallest)
        ).Sample(given =>
        {
            double from = given.isLogarithmic ? given.low + 1e-3 : given.low;
            EdgeSearch search = Falling with
            {
                From = from,
                To = from + given.width,
                Resolution = given.resolution,
                IsLogarithmic = given.isLogarithmic,
                IsSmallest = given.isSmallest,
                Limit = 0,
            };
            double at = from + (given.edge * given.width);
            int most = new EdgeBisection(search).VisitsMax;

            Edge edge = Run(search, value => given.isSmallest ? at - value : value - at, 0);

            Assert.InRange(edge.Visits.Length, 2, most);
            if (edge.Outcome == EdgeOutcome.Found)
            {
                Assert.InRange(
                    at,
                    Math.Min(edge.Fails!.Value, edge.Keeps!.Value),
                    Math.Max(edge.Fails.Value, edge.Keeps.Value)
                );
            }
        });

    private static Edge Run(
        EdgeSearch search,
        Func<double, double> metric,
        double noise,
        int seed = 1
    )
    {
        var bisection = new EdgeBisection(search);
        double[] draws = new double[200];
        Normal.Samples(new Random(seed), draws, 0, 1);
        while (bisection.Next is { } value)
        {
            int done = bisection.Result.Visits is [.., { Verdict: EdgeVerdict.Open } open]
                ? open.Runs
                : 0;
            // The same random numbers at every value, as the kernel's streams give them.
            bisection.Add(
                value,
                [
                    .. draws
                        .Skip(done)
                        .Take(bisection.Wanted)
                        .Select(draw => (double?)(metric(value) + (noise * draw))),
                ]
            );
        }

        return bisection.Result;
    }
}
