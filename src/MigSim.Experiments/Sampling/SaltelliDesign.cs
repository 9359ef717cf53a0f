namespace MigSim.Experiments.Sampling;

/// <summary>
/// Pairs of independent points of the unit cube, each with the points that are between them: what Sobol's
/// indices are estimated from.
/// </summary>
/// <remarks>
/// A. Saltelli et al., "Variance based sensitivity analysis of model output", Comput. Phys. Commun. 181 (2010)
/// 259–270: the matrices A, B and A_B(i). A and B are the two halves of Sobol's sequence in twice as many
/// dimensions.
/// </remarks>
public static class SaltelliDesign
{
    /// <summary>The greatest number of dimensions.</summary>
    public const int DimensionsMax = SobolSequence.DimensionsMax / 2;

    /// <summary>Makes the points.</summary>
    /// <param name="dimensions">From 1 to <see cref="DimensionsMax"/>.</param>
    /// <param name="samples">How many pairs, at least 1; a power of two keeps the sequence's evenness.</param>
    /// <param name="random">Shifts the sequence.</param>
    /// <returns>
    /// <c>samples * (dimensions + 2)</c> rows, in blocks of <c>dimensions + 2</c>, one for each pair: A, B, and then
    /// for each dimension i the point A with coordinate i of B.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double[][] Points(int dimensions, int samples, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, DimensionsMax);
        var points = new List<double[]>(samples * (dimensions + 2));
        foreach (double[] pair in SobolSequence.Points(2 * dimensions, samples, random))
        {
            double[] a = pair[..dimensions];
            double[] b = pair[dimensions..];
            points.Add(a);
            points.Add(b);
            for (int i = 0; i < dimensions; i++)
            {
                double[] mixed = [.. a];
                mixed[i] = b[i];
                points.Add(mixed);
            }
        }

        return [.. points];
    }
}
