using MigSim.Models.Prediction;

namespace MigSim.Models.Migration;

/// <summary>An engine with all that a prediction needs besides the guest and the path.</summary>
/// <param name="Settings">The toolstack.</param>
public sealed record EngineProfile(EngineSettings Settings)
{
    /// <summary>Gets the steps that do not copy.</summary>
    public MigrationTimes Times { get; init; } = new();

    /// <summary>
    /// Gets the rate that copying reaches at best, whatever the link has, in bytes per second.
    /// </summary>
    public double RateMax { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Gets the rate from the moment at which the guest is stopped, in bytes per second; null if the
    /// same.
    /// </summary>
    public double? FreeRate { get; init; }

    /// <summary>Gets what each message takes besides its bytes, in seconds.</summary>
    public double MessageSeconds { get; init; }

    /// <summary>
    /// Gets pages besides the guest's memory that move with it, all with content: firmware and tables.
    /// </summary>
    public double FurtherPages { get; init; }

    /// <summary>
    /// Gets whether no processor copies: the network card reads and writes memory itself, so that neither
    /// the hypervisor's rate nor its cost per page counts.
    /// </summary>
    public bool BypassesProcessor { get; init; }

    /// <summary>
    /// Gets the share of its speed that a guest loses while its writing is tracked, from 0 to below 1.
    /// </summary>
    public double TrackingCost { get; init; }
}
