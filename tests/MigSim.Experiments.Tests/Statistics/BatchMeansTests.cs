using MigSim.Experiments.Statistics;

namespace MigSim.Experiments.Tests.Statistics;

public sealed class BatchMeansTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(9, 1)]
    [InlineData(57, 11)]
    [InlineData(5000, 20)]
    public void Of_Series_HasAtMostTwentyStretchesOfFive(int values, int batches) =>
        Assert.Equal(
            batches,
            BatchMeans.Of([.. Enumerable.Range(0, values).Select(i => (double)i)]).Length
        );

    [Fact]
    public void Of_EqualStretches_TheirMeanIsThatOfTheSeries()
    {
        double[] means = BatchMeans.Of([.. Enumerable.Range(0, 1000).Select(i => (double)i)]);

        Assert.Equal(499.5, means.Average(), 9);
        Assert.Equal(24.5, means[0], 9);
    }
}
