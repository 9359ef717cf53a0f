namespace MigSim.Experiments.Sampling;

/// <summary>
/// Random points of the unit cube of which each dimension, cut into as many equal parts as there are points,
/// has one in every part.
/// </summary>
/// <remarks>M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979) 239–245.</remarks>
public static class LatinHypercube
{
    /// <summary>Makes the points.</summary>
    /// <param name="dimensions">At least 1.</param>
    /// <param name="samples">How many points, at least 1.</param>
    /// <param name="random">Draws, dimension by dimension, the order of the parts and the places in them.</param>
    /// <returns>A row for each point, with a coordinate from 0 to below 1 for each dimension.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double[][] Points(int dimensions, int samples, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        double[][] points = new double[samples][];
        for (int i = 0; i < samples; i++)
        {
            points[i] = new double[dimensions];
        }

        int[] parts = [.. Enumerable.Range(0, samples)];
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            random.Shuffle(parts);
            for (int i = 0; i < samples; i++)
            {
                points[i][dimension] = (parts[i] + random.NextDouble()) / samples;
            }
        }

        return points;
    }
}
