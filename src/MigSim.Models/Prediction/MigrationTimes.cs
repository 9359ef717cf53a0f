namespace MigSim.Models.Prediction;

/// <summary>The steps of a migration that do not copy memory, in seconds.</summary>
public sealed record MigrationTimes
{
    /// <summary>Gets the time before the first page is sent.</summary>
    public double Setup { get; init; }

    /// <summary>Gets the time from the order to stop the guest until it has stopped.</summary>
    public double Suspend { get; init; }

    /// <summary>
    /// Gets the time from the last page until the guest runs on the target: device state, agreement,
    /// and resume.
    /// </summary>
    public double HandOver { get; init; }

    /// <summary>Gets the time after that until the source has let go.</summary>
    public double TearDown { get; init; }
}
