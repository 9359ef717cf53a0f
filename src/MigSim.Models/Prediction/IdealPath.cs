namespace MigSim.Models.Prediction;

/// <summary>A path that nobody else uses: a rate, and a delay that each message pays.</summary>
/// <param name="Rate">The rate of guest memory, in bytes per second, above 0.</param>
public sealed record IdealPath(double Rate)
{
    /// <summary>Gets what each message takes besides its bytes, in seconds.</summary>
    public double MessageSeconds { get; init; }

    /// <summary>
    /// Gets the rate from the moment at which the guest is stopped, in bytes per second, if a limit
    /// holds only up to then; null if it stays the same.
    /// </summary>
    public double? FreeRate { get; init; }
}
