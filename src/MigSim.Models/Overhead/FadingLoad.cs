namespace MigSim.Models.Overhead;

/// <summary>A load that is added at once and fades exponentially.</summary>
/// <param name="timeConstantSeconds">After how long 1/e of it is left; 0 for no load at all.</param>
public sealed class FadingLoad(double timeConstantSeconds)
{
    private double _level;
    private double _at;

    /// <summary>Gets the load at a time, in busy processors.</summary>
    /// <param name="seconds">The time, not before the last load was added.</param>
    public double At(double seconds) =>
        _level == 0 ? 0 : _level * Math.Exp((_at - seconds) / timeConstantSeconds);

    /// <summary>Adds a load.</summary>
    public void Add(double level, double seconds)
    {
        if (timeConstantSeconds > 0)
        {
            _level = At(seconds) + level;
            _at = seconds;
        }
    }
}
