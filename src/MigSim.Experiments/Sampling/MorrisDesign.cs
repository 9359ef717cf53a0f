namespace MigSim.Experiments.Sampling;

/// <summary>Random trajectories through a grid in the unit cube, which change one coordinate a step.</summary>
/// <remarks>
/// M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991)
/// 161–174, with a grid of <see cref="Levels"/> levels.
/// </remarks>
public static class MorrisDesign
{
    /// <summary>How many values each coordinate has: 0, 1/3, 2/3 and 1.</summary>
    public const int Levels = 4;

    /// <summary>How far a step goes, up or down: two levels.</summary>
    public const double Step = Levels / 2.0 / (Levels - 1);

    /// <summary>Makes the trajectories.</summary>
    /// <param name="dimensions">At least 1.</param>
    /// <param name="trajectories">How many, at least 1.</param>
    /// <param name="random">Draws where each begins, the order of its steps and their directions.</param>
    /// <returns>
    /// <c>trajectories * (dimensions + 1)</c> rows, one trajectory after the other: row <c>t * (dimensions + 1)</c>
    /// is where trajectory <c>t</c> begins, and each of its other rows differs from the one before in a single
    /// coordinate, by <see cref="Step"/> up or down; every coordinate has its turn once.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double[][] Points(int dimensions, int trajectories, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(trajectories, 1);
        var points = new List<double[]>(trajectories * (dimensions + 1));
        int[] order = [.. Enumerable.Range(0, dimensions)];
        for (int i = 0; i < trajectories; i++)
        {
            int[] levels = [.. order.Select(_ => random.Next(Levels))];
            points.Add(Place(levels));
            random.Shuffle(order);
            foreach (int dimension in order)
            {
                // From each level only one of the two directions stays on the grid.
                levels[dimension] = (levels[dimension] + (Levels / 2)) % Levels;
                points.Add(Place(levels));
            }

            Array.Sort(order);
        }

        return [.. points];
    }

    private static double[] Place(int[] levels) =>
        [.. levels.Select(level => level / (Levels - 1.0))];
}
