namespace MigSim.Calibration.Fitting;

/// <summary>Criteria by which candidate models for the same values are compared; the least is the best.</summary>
/// <remarks>
/// H. Akaike (1974) with the correction of C. Hurvich and C.-L. Tsai (1989), and G. Schwarz (1978). Each metric has a normal
/// distribution whose deviation is what the model leaves, which counts as a parameter where there are several metrics.
/// </remarks>
internal static class Criteria
{
    public static double? Aicc(FitProblem problem, double[] point)
    {
        int count = problem.Measurements.Length;
        int parameters = Parameters(problem);
        int room = count - parameters - 1;
        return room > 0
            ? Likelihood(problem, point)
                + (2 * parameters)
                + (2.0 * parameters * (parameters + 1) / room)
            : null;
    }

    public static double Bic(FitProblem problem, double[] point) =>
        Likelihood(problem, point) + (Parameters(problem) * Math.Log(problem.Measurements.Length));

    private static int Parameters(FitProblem problem) =>
        problem.Dimensions + problem.Plan.Metrics.Length - 1;

    private static double Likelihood(FitProblem problem, double[] point)
    {
        double[] raw = problem.Raw(point);
        double sum = 0;
        for (int m = 0; m < problem.Plan.Metrics.Length; m++)
        {
            double[] own = [.. raw.Where((_, i) => problem.Measurements[i].Metric == m)];
            double mean = own.Sum(one => one * one) / own.Length;
            sum += own.Length * Math.Log(Math.Max(mean, double.Epsilon));
        }

        return sum;
    }
}
