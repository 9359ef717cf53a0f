namespace MigSim.Cli.Running;

/// <summary>The progress of many runs together, from 0 to 1.</summary>
/// <param name="runCount">How many runs there are.</param>
/// <param name="progress">Is told about it; may be null.</param>
internal sealed class TotalProgress(int runCount, IProgress<double>? progress)
{
    private readonly Lock _lock = new();
    private double _runsDone;

    /// <summary>Gives one run its share.</summary>
    public IProgress<double> Share() => new RunShare(this);

    private void Add(double partOfRun)
    {
        lock (_lock)
        {
            _runsDone += partOfRun;
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
