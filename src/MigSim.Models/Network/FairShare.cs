namespace MigSim.Models.Network;

/// <summary>
/// Max-min fair rates of flows that use shared resources: all rates grow together until a
/// resource is full or a flow has all it can use; those flows stay, the others grow on.
/// </summary>
/// <remarks>
/// A resource is anything with a capacity: one direction of a link, or a control domain's
/// processors. A flow takes <c>rate x cost</c> of each. Reuse one object: solving allocates nothing
/// once it has grown. Not thread-safe.
/// </remarks>
public sealed class FairShare
{
    /// <summary>What <see cref="Bottleneck"/> gives for a flow that its own limit holds back.</summary>
    public const int OwnLimit = -1;

    private const double Tolerance = 1e-9;

    private readonly List<Use> _uses = [];
    private double[] _capacity = [];
    private double[] _free = [];
    private double[] _growth = [];
    private double[] _limit = [];
    private double[] _rate = [];
    private int[] _bottleneck = [];
    private bool[] _frozen = [];
    private int _resources;
    private int _flows;

    private readonly record struct Use(int Flow, int Resource, double Cost);

    /// <summary>Begins a new problem.</summary>
    public void Clear()
    {
        _uses.Clear();
        _resources = 0;
        _flows = 0;
    }

    /// <summary>Adds a resource and returns its number.</summary>
    /// <param name="capacity">What it can give, 0 or more.</param>
    public int AddResource(double capacity)
    {
        Grow(ref _capacity, _resources);
        Grow(ref _free, _resources);
        Grow(ref _growth, _resources);
        _capacity[_resources] = capacity;
        return _resources++;
    }

    /// <summary>Adds a flow and returns its number.</summary>
    /// <param name="limit">The rate that it can use itself; may be infinite.</param>
    public int AddFlow(double limit)
    {
        Grow(ref _limit, _flows);
        Grow(ref _rate, _flows);
        Grow(ref _bottleneck, _flows);
        Grow(ref _frozen, _flows);
        _limit[_flows] = limit;
        return _flows++;
    }

    /// <summary>Says that a flow takes <paramref name="cost"/> of a resource per unit of its rate.</summary>
    public void AddUse(int flow, int resource, double cost) => _uses.Add(new(flow, resource, cost));

    /// <summary>Gets a flow's rate after <see cref="Solve"/>.</summary>
    public double Rate(int flow) => _rate[flow];

    /// <summary>Gets the resource that holds a flow back, or <see cref="OwnLimit"/>.</summary>
    public int Bottleneck(int flow) => _bottleneck[flow];

    /// <summary>Gets the share of a resource that is used, 0 to 1.</summary>
    public double Utilization(int resource) =>
        _capacity[resource] > 0 ? 1 - (_free[resource] / _capacity[resource]) : 0;

    /// <summary>Finds the rates.</summary>
    public void Solve()
    {
        Array.Copy(_capacity, _free, _resources);
        Array.Clear(_rate, 0, _flows);
        Array.Clear(_frozen, 0, _flows);
        for (int left = _flows; left > 0; )
        {
            double step = LargestStep();
            Advance(step);
            int frozen = Freeze();
            if (frozen == 0)
            {
                // Nothing limits what is left: only possible without any use and limit.
                break;
            }

            left -= frozen;
        }
    }

    private double LargestStep()
    {
        Array.Clear(_growth, 0, _resources);
        foreach (Use use in _uses)
        {
            if (!_frozen[use.Flow])
            {
                _growth[use.Resource] += use.Cost;
            }
        }

        double step = double.PositiveInfinity;
        for (int resource = 0; resource < _resources; resource++)
        {
            if (_growth[resource] > 0)
            {
                step = Math.Min(step, _free[resource] / _growth[resource]);
            }
        }

        for (int flow = 0; flow < _flows; flow++)
        {
            if (!_frozen[flow])
            {
                step = Math.Min(step, _limit[flow] - _rate[flow]);
            }
        }

        return Math.Max(step, 0);
    }

    private void Advance(double step)
    {
        for (int flow = 0; flow < _flows; flow++)
        {
            if (!_frozen[flow])
            {
                _rate[flow] += step;
            }
        }

        for (int resource = 0; resource < _resources; resource++)
        {
            if (_growth[resource] > 0)
            {
                _free[resource] = Math.Max(0, _free[resource] - (step * _growth[resource]));
            }
        }
    }

    private int Freeze()
    {
        int frozen = 0;
        foreach (Use use in _uses)
        {
            bool full = _free[use.Resource] <= _capacity[use.Resource] * Tolerance;
            if (!_frozen[use.Flow] && use.Cost > 0 && full)
            {
                _frozen[use.Flow] = true;
                _bottleneck[use.Flow] = use.Resource;
                frozen++;
            }
        }

        for (int flow = 0; flow < _flows; flow++)
        {
            if (!_frozen[flow] && _rate[flow] >= _limit[flow] * (1 - Tolerance))
            {
                _frozen[flow] = true;
                _bottleneck[flow] = OwnLimit;
                frozen++;
            }
        }

        return frozen;
    }

    private static void Grow<T>(ref T[] array, int used)
    {
        if (array.Length == used)
        {
            Array.Resize(ref array, Math.Max(8, used * 2));
        }
    }
}
