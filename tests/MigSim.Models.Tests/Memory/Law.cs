using System.Collections.Immutable;

namespace MigSim.Models.Tests.Memory;

/// <summary>A law that is linear in its free constants, fitted to the published cells.</summary>
/// <param name="name">What it is called in the card.</param>
/// <param name="terms">What each constant is multiplied by in a cell.</param>
internal sealed class Law(string name, Func<double, bool, double[]> terms)
{
    public string Name => name;

    /// <summary>Gets the constants for which the sum of squared relative errors is least.</summary>
    public double[] Fit(ImmutableArray<PublishedTables.Cell> cells)
    {
        int count = terms(1, true).Length;
        var matrix = new double[count, count + 1];
        foreach (PublishedTables.Cell cell in cells)
        {
            double[] row = [.. Terms(cell).Select(term => term / cell.Microseconds)];
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++)
                {
                    matrix[i, j] += row[i] * row[j];
                }

                matrix[i, count] += row[i];
            }
        }

        return Solve(matrix, count);
    }

    /// <summary>Gets the relative error in every cell.</summary>
    public double[] Errors(double[] constants) =>
        [.. PublishedTables.Cells.Select(cell => Error(cell, constants))];

    /// <summary>Gets the error in every cell, fitted to the nine others.</summary>
    public double[] LeaveOneOut() =>
        [
            .. PublishedTables.Cells.Select(cell =>
                Error(cell, Fit(PublishedTables.Cells.Remove(cell)))
            ),
        ];

    private double Error(PublishedTables.Cell cell, double[] constants) =>
        (Terms(cell).Zip(constants, (term, constant) => term * constant).Sum() / cell.Microseconds)
        - 1;

    private double[] Terms(PublishedTables.Cell cell) => terms(cell.Mebibytes, cell.IsVirtual);

    // Gauss and Jordan; the matrix is positive definite.
    private static double[] Solve(double[,] matrix, int count)
    {
        for (int pivot = 0; pivot < count; pivot++)
        {
            for (int row = 0; row < count; row++)
            {
                double factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (int column = 0; column <= count && row != pivot; column++)
                {
                    matrix[row, column] -= factor * matrix[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, count).Select(i => matrix[i, count] / matrix[i, i])];
    }
}
