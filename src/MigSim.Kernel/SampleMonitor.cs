namespace MigSim.Kernel;

/// <summary>Statistics of samples that count alike, such as waiting times.</summary>
/// <remarks>Mean and variance by Welford's method, which does not cancel.</remarks>
public sealed class SampleMonitor
{
    private double _squares; // Sum of squared deviations from the mean.
    private double _mean;

    /// <summary>Gets the number of samples.</summary>
    public long Count { get; private set; }

    /// <summary>Gets the mean; NaN without samples.</summary>
    public double Mean => Count == 0 ? double.NaN : _mean;

    /// <summary>Gets the unbiased variance; NaN with less than two samples.</summary>
    public double Variance => Count < 2 ? double.NaN : _squares / (Count - 1);

    /// <summary>Gets the smallest sample; NaN without samples.</summary>
    public double Min { get; private set; } = double.NaN;

    /// <summary>Gets the largest sample; NaN without samples.</summary>
    public double Max { get; private set; } = double.NaN;

    /// <summary>Adds a sample.</summary>
    /// <param name="value">The sample, a finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is infinite or not a number.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Not a finite number.");
        }

        Count++;
        Min = Count == 1 ? value : Math.Min(Min, value);
        Max = Count == 1 ? value : Math.Max(Max, value);
        var deviation = value - _mean;
        _mean += deviation / Count;
        _squares += deviation * (value - _mean);
    }

    /// <summary>Forgets all samples, for example those of a warm-up.</summary>
    public void Reset()
    {
        Count = 0;
        Min = Max = double.NaN;
        _mean = _squares = 0;
    }
}
