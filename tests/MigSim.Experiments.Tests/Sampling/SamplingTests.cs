using CsCheck;
using MigSim.Experiments.Sampling;

namespace MigSim.Experiments.Tests.Sampling;

/// <summary>Points of the unit cube are where the papers put them.</summary>
public sealed class SamplingTests
{
    private static readonly Gen<(int Dimensions, int Samples, int Seed)> Sizes = Gen.Select(
        Gen.Int[1, 20],
        Gen.Int[1, 64],
        Gen.Int[0, 1_000_000]
    );

    [Fact]
    public void Sobols_sequence_begins_as_Joe_and_Kuo_print_it()
    {
        double[][] expected =
        [
            [0, 0, 0],
            [0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25],
            [0.25, 0.75, 0.75],
            [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125],
            [0.625, 0.125, 0.875],
            [0.125, 0.625, 0.375],
            [0.1875, 0.3125, 0.9375],
            [0.6875, 0.8125, 0.4375],
        ];
        Assert.Equal(expected, SobolSequence.Points(3, 10));
    }

    [Fact]
    public void Every_dimension_of_Sobols_sequence_has_one_point_in_each_of_a_power_of_two_of_parts()
    {
        double[][] points = SobolSequence.Points(SobolSequence.DimensionsMax, 256);
        AssertStratified(points, SobolSequence.DimensionsMax);
        AssertStratified(
            SobolSequence.Points(SobolSequence.DimensionsMax, 256, new Random(5)),
            SobolSequence.DimensionsMax
        );

        // No two dimensions are the same, which a slip in the table could make them.
        var columns = Enumerable
            .Range(0, SobolSequence.DimensionsMax)
            .Select(dimension => string.Join(' ', points.Select(point => point[dimension])));
        Assert.Equal(SobolSequence.DimensionsMax, columns.Distinct().Count());
    }

    [Fact]
    public void Sobols_first_points_are_in_different_corners_of_the_cube()
    {
        // Property A, which the table of Joe and Kuo has for its first 1111 dimensions.
        const int dimensions = 16;
        double[][] points = SobolSequence.Points(dimensions, 1 << dimensions);
        int corners = points
            .Select(point => point.Aggregate(0, (corner, x) => (corner << 1) | (x < 0.5 ? 0 : 1)))
            .Distinct()
            .Count();
        Assert.Equal(1 << dimensions, corners);
    }

    [Fact]
    public void The_dimensions_of_a_latin_hypercube_are_in_orders_of_their_own()
    {
        double[][] points = LatinHypercube.Points(3, 64, new Random(1));
        double[][] columns =
        [
            .. Enumerable.Range(0, 3).Select(i => points.Select(point => point[i]).ToArray()),
        ];
        Assert.All(columns, column => Assert.NotEqual(column.Order(), column));
        Assert.NotEqual(
            columns[0].Select(value => (int)(value * 64)),
            columns[1].Select(value => (int)(value * 64))
        );
    }

    [Fact]
    public void The_table_of_direction_numbers_is_the_one_that_was_compared_with_the_published_one()
    {
        long sum = 0;
        for (int row = 0; row < DirectionNumbers.Rows.Length; row++)
        {
            (int coefficients, var first) = DirectionNumbers.Rows[row];
            sum += (row + 1) * (coefficients + first.Select((m, i) => (i + 1) * m).Sum());
        }

        Assert.Equal(39, DirectionNumbers.Rows.Length);
        Assert.Equal(686355, sum);
    }

    [Fact]
    public void Sobols_points_fill_the_cube_better_than_random_ones()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            double[][] drawn =
            [
                .. Enumerable
                    .Range(0, 256)
                    .Select(_ => Enumerable.Range(0, 5).Select(_ => random.NextDouble()).ToArray()),
            ];
            double[][] even = SobolSequence.Points(5, 256, new Random(seed));
            Assert.True(Discrepancy(even) < Discrepancy(drawn) / 3, $"seed {seed}");
        }
    }

    [Fact]
    public void A_latin_hypercube_has_one_point_in_every_part_of_every_dimension() =>
        Sizes.Sample(size =>
            AssertStratified(
                LatinHypercube.Points(size.Dimensions, size.Samples, new Random(size.Seed)),
                size.Dimensions
            )
        );

    [Fact]
    public void A_trajectory_changes_each_coordinate_once_by_the_step() =>
        Sizes.Sample(size =>
        {
            double[][] points = MorrisDesign.Points(
                size.Dimensions,
                size.Samples,
                new Random(size.Seed)
            );
            Assert.Equal(size.Samples * (size.Dimensions + 1), points.Length);
            foreach (double[][] trajectory in points.Chunk(size.Dimensions + 1))
            {
                var changed = new HashSet<int>();
                for (int row = 1; row < trajectory.Length; row++)
                {
                    int only = Assert.Single(
                        Enumerable.Range(0, size.Dimensions),
                        i => trajectory[row][i] != trajectory[row - 1][i]
                    );
                    double step = Math.Abs(trajectory[row][only] - trajectory[row - 1][only]);
                    Assert.Equal(MorrisDesign.Step, step, 12);
                    Assert.True(changed.Add(only));
                    Assert.All(trajectory[row], value => Assert.InRange(value, 0, 1));
                }
            }
        });

    [Fact]
    public void A_block_of_Saltelli_is_A_then_B_then_A_with_one_coordinate_of_B_each() =>
        Sizes.Sample(size =>
        {
            double[][] points = SaltelliDesign.Points(
                size.Dimensions,
                size.Samples,
                new Random(size.Seed)
            );
            Assert.Equal(size.Samples * (size.Dimensions + 2), points.Length);
            foreach (double[][] block in points.Chunk(size.Dimensions + 2))
            {
                for (int i = 0; i < size.Dimensions; i++)
                {
                    double[] expected = [.. block[0]];
                    expected[i] = block[1][i];
                    Assert.Equal(expected, block[2 + i]);
                }
            }
        });

    [Fact]
    public void The_same_seed_gives_the_same_points_and_another_seed_others() =>
        Sizes.Sample(size =>
        {
            Func<int, int, Random, double[][]>[] designs =
            [
                (dimensions, samples, random) => SobolSequence.Points(dimensions, samples, random),
                LatinHypercube.Points,
                SaltelliDesign.Points,
            ];
            Assert.All(
                designs,
                design =>
                {
                    double[][] Made(int seed) =>
                        design(size.Dimensions, size.Samples, new Random(seed));
                    // Random takes a seed and its negative for the same.
                    int seed = size.Seed & int.MaxValue;
                    Assert.Equal(Made(seed), Made(seed));
                    Assert.NotEqual(Made(seed), Made(seed ^ 1));
                }
            );
        });

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        var random = new Random(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => SobolSequence.Points(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SobolSequence.Points(41, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SobolSequence.Points(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatinHypercube.Points(0, 1, random));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatinHypercube.Points(1, 0, random));
        Assert.Throws<ArgumentOutOfRangeException>(() => MorrisDesign.Points(0, 1, random));
        Assert.Throws<ArgumentOutOfRangeException>(() => MorrisDesign.Points(1, 0, random));
        Assert.Throws<ArgumentOutOfRangeException>(() => SaltelliDesign.Points(21, 1, random));
    }

    private static void AssertStratified(double[][] points, int dimensions)
    {
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            var parts = points.Select(point => (int)(point[dimension] * points.Length)).Order();
            Assert.Equal(Enumerable.Range(0, points.Length), parts);
        }
    }

    /// <summary>The squared L2 star discrepancy by the formula of Warnock (1972).</summary>
    private static double Discrepancy(double[][] points)
    {
        int dimensions = points[0].Length;
        double one = Math.Pow(3, -dimensions);
        double two = points.Average(point =>
            point.Aggregate(1.0, (product, x) => product * (1 - (x * x)) / 2)
        );
        double three = points.Average(left =>
            points.Average(right =>
                left.Zip(right)
                    .Aggregate(1.0, (p, pair) => p * (1 - Math.Max(pair.First, pair.Second)))
            )
        );
        return one - (2 * two) + three;
    }
}
