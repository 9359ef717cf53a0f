namespace MigSim.Models.Tests.Network;

/// <summary>
/// Max-min fairness from its definition, slowly: the level of all flows that are still free is
/// found by bisection, then those that cannot have more are held.
/// </summary>
internal static class SlowFairShare
{
    public static double[] Solve(ShareProblem problem)
    {
        double[] rates = new double[problem.Limits.Length];
        bool[] held = new bool[rates.Length];
        while (held.Contains(false))
        {
            double low = 0;
            double high = 1e6;
            for (int halving = 0; halving < 200; halving++)
            {
                double middle = (low + high) / 2;
                if (Fits(problem, At(problem, rates, held, middle)))
                {
                    low = middle;
                }
                else
                {
                    high = middle;
                }
            }

            rates = At(problem, rates, held, low);
            Hold(problem, rates, held);
        }

        return rates;
    }

    private static double[] At(ShareProblem problem, double[] rates, bool[] held, double level) =>
        [
            .. rates.Select(
                (rate, flow) => held[flow] ? rate : Math.Min(problem.Limits[flow], level)
            ),
        ];

    private static bool Fits(ShareProblem problem, double[] rates)
    {
        for (int resource = 0; resource < problem.Capacities.Length; resource++)
        {
            if (problem.Load(rates, resource) > problem.Capacities[resource])
            {
                return false;
            }
        }

        return true;
    }

    private static void Hold(ShareProblem problem, double[] rates, bool[] held)
    {
        for (int flow = 0; flow < rates.Length; flow++)
        {
            double[] more = [.. rates];
            more[flow] += 1e-6;
            held[flow] |= rates[flow] >= problem.Limits[flow] || !Fits(problem, more);
        }
    }
}
