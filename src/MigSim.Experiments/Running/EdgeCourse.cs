using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Running;

/// <summary>The points that a search for an edge visits along one axis.</summary>
internal sealed class EdgeCourse : PointCourse
{
    private readonly EdgeSearch _search;
    private readonly Scenario _point;
    private readonly EdgeBisection _bisection;
    private readonly List<Replications> _visited = [];
    private readonly int _batch;
    private int _told;

    public EdgeCourse(RunPlan plan, EdgeSearch search, Scenario point)
    {
        _search = search;
        _point = point;
        _batch = Math.Max(2, plan.Replications);
        _bisection = new EdgeBisection(search, _batch, Math.Max(_batch, plan.ReplicationsMax));
    }

    // Most values are decided at the first look; more runs are wanted near the edge.
    public override int RunsMax => Math.Max(RunsPlanned, 2 * _batch * _bisection.VisitsMax);

    public override IEnumerable<Replications> Points => _visited;

    public EdgeFinding Finding => new(_point.Point, _search, _bisection.Result);

    protected override (Scenario Point, int Begun, int Count) Wanted()
    {
        if (_visited is [.., var last])
        {
            _bisection.Add(_bisection.Next!.Value, [.. last.Values(_search.Metric).Skip(_told)]);
            _told = last.Count;
        }

        if (_bisection.Next is not { } value)
        {
            return (_point, 0, 0);
        }

        Scenario next = _search.PointAt(_point, value);
        if (_visited is not [.., var visited] || visited.Scenario.Point != next.Point)
        {
            _visited.Add(new Replications(next));
            _told = 0;
        }

        return (next, _told, _bisection.Wanted);
    }
}
