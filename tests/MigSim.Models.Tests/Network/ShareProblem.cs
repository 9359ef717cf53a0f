using CsCheck;
using MigSim.Models.Network;

namespace MigSim.Models.Tests.Network;

/// <summary>Capacities, limits, and what a flow takes of a resource per unit of its rate.</summary>
internal sealed record ShareProblem(double[] Capacities, double[] Limits, double[][] Costs)
{
    /// <summary>Small problems; every flow uses something, has a limit, or both.</summary>
    public static readonly Gen<ShareProblem> Any =
        from resources in Gen.Int[1, 5]
        from flows in Gen.Int[1, 8]
        from capacities in Gen.Double[0.5, 100].Array[resources]
        from limits in Gen.Frequency((3, Gen.Const(1e5)), (2, Gen.Double[0.1, 50])).Array[flows]
        from costs in Gen.Frequency((1, Gen.Const(0.0)), (1, Gen.Double[0.2, 3]))
            .Array[resources]
            .Array[flows]
        select new ShareProblem(capacities, limits, costs);

    public double Load(IReadOnlyList<double> rates, int resource) =>
        rates.Select((rate, flow) => rate * Costs[flow][resource]).Sum();

    public void Fill(FairShare share)
    {
        share.Clear();
        foreach (double capacity in Capacities)
        {
            share.AddResource(capacity);
        }

        for (int flow = 0; flow < Limits.Length; flow++)
        {
            share.AddFlow(Limits[flow]);
            for (int resource = 0; resource < Capacities.Length; resource++)
            {
                if (Costs[flow][resource] > 0)
                {
                    share.AddUse(flow, resource, Costs[flow][resource]);
                }
            }
        }
    }

    public double[] Rates(FairShare share) =>
        [.. Enumerable.Range(0, Limits.Length).Select(share.Rate)];

    public override string ToString() =>
        $"capacities {string.Join(' ', Capacities)}; limits {string.Join(' ', Limits)}; costs "
        + string.Join(" | ", Costs.Select(cost => string.Join(' ', cost)));
}
