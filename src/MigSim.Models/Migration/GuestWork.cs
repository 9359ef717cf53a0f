namespace MigSim.Models.Migration;

/// <summary>
/// For how long a guest has really run: it may be throttled, share its processor, or have nothing to do
/// any more.
/// </summary>
/// <param name="loadEndsAt">When its load ends, in seconds.</param>
internal struct GuestWork(double loadEndsAt)
{
    /// <summary>Gets the seconds that it has run at full speed.</summary>
    public double Seconds { get; private set; }

    /// <summary>Lets time pass.</summary>
    /// <param name="from">From when, in seconds.</param>
    /// <param name="until">Until when.</param>
    /// <param name="speed">How fast the guest runs meanwhile; 1 is full speed.</param>
    public void Pass(double from, double until, double speed) =>
        Seconds += Math.Max(0, Math.Min(until, loadEndsAt) - from) * speed;
}
