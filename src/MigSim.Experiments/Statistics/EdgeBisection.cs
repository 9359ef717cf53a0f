using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Statistics;

/// <summary>
/// Bisection under noise. At each value runs are added, in batches that double their number, until the interval of the mean is on
/// one side of the limit. The metric is taken for monotone along the axis, which is checked at its ends only.
/// </summary>
/// <remarks>
/// The chance that a decision is wrong is divided evenly among all looks at all values that there can be (Bonferroni), so that with
/// the search's confidence every one of them is right: then the edge is in the bracket, unless a value stayed undecided.
/// The same values added give the same search: it can be taken up again from a journal.
/// </remarks>
public sealed class EdgeBisection
{
    private readonly EdgeSearch _search;
    private readonly int _batch;
    private readonly int _runsMax;
    private readonly double _testConfidence;
    private readonly double _finest;
    private readonly List<EdgeVisit> _visits = [];
    private readonly List<double?> _values = [];
    private double? _fails;
    private double? _keeps;
    private EdgeOutcome _outcome = EdgeOutcome.Searching;

    /// <summary>Begins a search.</summary>
    /// <param name="search">What is looked for.</param>
    /// <param name="batch">How many runs are made at a value before the first look at it; at least 2.</param>
    /// <param name="runsMax">How many runs a value has at most; at least as many.</param>
    public EdgeBisection(EdgeSearch search, int batch = 5, int runsMax = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(runsMax, batch);
        _search = search;
        _batch = batch;
        _runsMax = runsMax;
        _finest = Math.Max(
            Math.Min(Math.Abs(search.From), Math.Abs(search.To)),
            search.Resolution * (search.To - search.From)
        );
        int looks = 1 + (int)Math.Ceiling(Math.Log2((double)runsMax / batch));
        double error = (1 - search.Confidence) / ((double)VisitsMax * looks);
        _testConfidence = 1 - (2 * error);
        Next = FarEnd;
    }

    /// <summary>Gets the value at which runs are wanted next, in the base unit of the axis; null when the search is over.</summary>
    public double? Next { get; private set; }

    /// <summary>Gets how many more runs are wanted there; 0 when the search is over.</summary>
    public int Wanted =>
        Next is null ? 0
        : _values.Count == 0 ? _batch
        : Math.Min(_values.Count, _runsMax - _values.Count);

    /// <summary>Gets how many values are visited at most.</summary>
    public int VisitsMax =>
        3
        + (int)
            Math.Max(
                0,
                Math.Ceiling(
                    _search.IsLogarithmic
                        ? Math.Log2(
                            Math.Log(_search.To / _search.From) / Math.Log(1 + _search.Resolution)
                        )
                        : Math.Log2((_search.To - _search.From) / (_search.Resolution * _finest))
                )
            );

    /// <summary>Gets what has been found until now; the value that runs are still added at is in it.</summary>
    public Edge Result =>
        new(_outcome, _fails, _keeps, _values.Count > 0 ? [.. _visits, Look()] : [.. _visits]);

    // Where the limit is to be kept, and where it is to fail.
    private double FarEnd => _search.IsSmallest ? _search.To : _search.From;

    private double NearEnd => _search.IsSmallest ? _search.From : _search.To;

    /// <summary>Adds the metric's values of runs at <see cref="Next"/>, in the order of their seeds.</summary>
    /// <param name="value">The value of the axis.</param>
    /// <param name="values">The metric in each run; null where it has no value. Usually <see cref="Wanted"/> of them.</param>
    /// <exception cref="ArgumentException">Runs at this value are not wanted.</exception>
    public void Add(double value, IReadOnlyList<double?> values)
    {
        if (value != Next)
        {
            throw new ArgumentException(
                $"Runs are wanted at {Next}, not at {value}.",
                nameof(value)
            );
        }

        _values.AddRange(values);
        EdgeVisit visit = Look();
        if (visit.Verdict == EdgeVerdict.Open)
        {
            return;
        }

        _visits.Add(visit);
        _values.Clear();
        Move(visit);
    }

    private EdgeVisit Look()
    {
        MeanInterval? mean = MeanInterval.Of(
            [.. _values.Where(value => value is not null).Select(value => value!.Value)],
            _testConfidence
        );
        return new EdgeVisit(Next!.Value, _values.Count, mean, Judge(mean));
    }

    private EdgeVerdict Judge(MeanInterval? mean)
    {
        if (_values.Contains(null))
        {
            return EdgeVerdict.HasNoValue;
        }

        if (_values.Count < _batch || mean is not { Low: { } low, High: { } high })
        {
            return EdgeVerdict.Open;
        }

        bool isKept = _search.IsBelow ? high < _search.Limit : low > _search.Limit;
        bool isBroken = _search.IsBelow ? low >= _search.Limit : high <= _search.Limit;
        return isKept ? EdgeVerdict.Keeps
            : isBroken ? EdgeVerdict.Fails
            : _values.Count >= _runsMax ? EdgeVerdict.Undecided
            : EdgeVerdict.Open;
    }

    private void Move(EdgeVisit visit)
    {
        bool keeps = visit.Verdict == EdgeVerdict.Keeps;
        if (keeps)
        {
            _keeps = visit.Value;
        }
        else
        {
            _fails = visit.Value;
        }

        if (_visits.Count == 1)
        {
            Next = NearEnd;
            return;
        }

        if (_visits.Count == 2 && (_keeps is null || _fails is null))
        {
            _fails = keeps ? null : FarEnd;
            End(keeps ? EdgeOutcome.KeptEverywhere : EdgeOutcome.KeptNowhere);
        }
        else if (_visits.Count == 2 && keeps)
        {
            End(EdgeOutcome.Contrary);
        }
        else if (Middle(_fails!.Value, _keeps!.Value) is { } middle)
        {
            Next = middle;
        }
        else
        {
            End(EdgeOutcome.Found);
        }
    }

    private void End(EdgeOutcome outcome)
    {
        _outcome = outcome;
        Next = null;
    }

    // The value between two others that is tried next; null if they are close enough.
    private double? Middle(double fails, double keeps)
    {
        (double low, double high) = fails < keeps ? (fails, keeps) : (keeps, fails);
        double middle = _search.IsLogarithmic ? Math.Sqrt(low * high) : low + ((high - low) / 2);
        double width = _search.IsLogarithmic
            ? (high / low) - 1
            : (high - low) / Math.Max(Math.Abs(keeps), _finest);
        double round = Rounded(middle);
        return width <= _search.Resolution || round <= low || round >= high ? null : round;
    }

    // Names of points are made of values: few digits, but a hundred times as many as the resolution asks for.
    private double Rounded(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        int digits = 2 + (int)Math.Ceiling(-Math.Log10(_search.Resolution));
        int power = (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1 - digits;
        double unit = Math.Pow(10, Math.Abs(power));
        return power < 0 ? Math.Round(value * unit) / unit : Math.Round(value / unit) * unit;
    }
}
