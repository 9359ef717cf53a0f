namespace MigSim.Cli.Running;

/// <summary>The progress of many runs together, from 0 to 1.</summary>
/// <param name="runCount">How many runs there are at most.</param>
/// <param name="progress">Is told about it; may be null.</param>
internal sealed class TotalProgress(long runCount, IProgress<double>? progress)
{
    private readonly Lock _lock = new();
    private double _runsDone;
    private long _runsSpared;

    /// <summary>Gives one run its share.</summary>
    public IProgress<double> Share() => new RunShare(this);

    /// <summary>Takes runs for done that are not made.</summary>
    /// <param name="runs">How many there are up to now.</param>
    public void Spare(long runs)
    {
        long more = runs - _runsSpared;
        _runsSpared = runs;
        Add(more);
    }

    private void Add(double runs)
    {
        lock (_lock)
        {
            _runsDone += runs;
            progress?.Report(Math.Min(1, _runsDone / runCount));
        }
    }

    private sealed class RunShare(TotalProgress total) : IProgress<double>
    {
        private double _reported;

        public void Report(double value)
        {
            double step = value - _reported;
            if (step > 0.01 || (value >= 1 && step > 0))
            {
                _reported = value;
                total.Add(step);
            }
        }
    }
}
