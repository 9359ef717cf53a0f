using System.Buffers.Binary;

namespace MigSim.Experiments.Sampling;

/// <summary>Sobol's sequence: points that fill the unit cube more evenly than random ones.</summary>
/// <remarks>
/// I. M. Sobol, USSR Comput. Math. Math. Phys. 7 (1967) 86–112, in the order of the Gray code of I. A. Antonov
/// and V. M. Saleev (1979), with the direction numbers of S. Joe and F. Y. Kuo (2008).
/// </remarks>
public static class SobolSequence
{
    /// <summary>The greatest number of dimensions.</summary>
    public const int DimensionsMax = 40;

    private const int Bits = 32;
    private const double Unit = 1.0 / (1L << Bits);

    /// <summary>Makes the first points of the sequence.</summary>
    /// <param name="dimensions">From 1 to <see cref="DimensionsMax"/>.</param>
    /// <param name="samples">How many points, at least 1.</param>
    /// <param name="shift">
    /// Draws one number a dimension, whose bits flip those of all its coordinates (a digital shift: it keeps
    /// the evenness); <see langword="null"/> for the sequence itself, which begins with the origin.
    /// </param>
    /// <returns>A row for each point, with a coordinate from 0 to below 1 for each dimension.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double[][] Points(int dimensions, int samples, Random? shift = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, DimensionsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        double[][] points = new double[samples][];
        for (int i = 0; i < samples; i++)
        {
            points[i] = new double[dimensions];
        }

        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            uint[] directions = Directions(dimension);
            uint value = shift is null ? 0 : Draw(shift);
            for (int i = 0; i < samples; i++)
            {
                points[i][dimension] = value * Unit;
                value ^= directions[int.TrailingZeroCount(i + 1)];
            }
        }

        return points;
    }

    private static uint Draw(Random random)
    {
        byte[] bytes = new byte[sizeof(uint)];
        random.NextBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>Extends the first direction numbers by the recurrence of the polynomial.</summary>
    private static uint[] Directions(int dimension)
    {
        uint[] directions = new uint[Bits];
        if (dimension == 0)
        {
            for (int i = 0; i < Bits; i++)
            {
                directions[i] = 1u << (Bits - 1 - i);
            }

            return directions;
        }

        (int coefficients, var first) = DirectionNumbers.Rows[dimension - 1];
        int degree = first.Length;
        for (int i = 0; i < Bits; i++)
        {
            if (i < degree)
            {
                directions[i] = (uint)first[i] << (Bits - 1 - i);
                continue;
            }

            uint next = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (int k = 1; k < degree; k++)
            {
                bool isSet = ((coefficients >> (degree - 1 - k)) & 1) == 1;
                next ^= isSet ? directions[i - k] : 0;
            }

            directions[i] = next;
        }

        return directions;
    }
}
