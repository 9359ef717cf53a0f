namespace MigSim.Kernel;

/// <summary>Limits and choices of one simulation. Everything has a limit.</summary>
public sealed record SimulationOptions
{
    /// <summary>Gets the seed of every random stream, and of shuffled ties.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets how events with equal time and order are ranked.</summary>
    /// <value>Default: <see cref="TieBreaking.FirstScheduledFirst"/>.</value>
    public TieBreaking TieBreaking { get; init; } = TieBreaking.FirstScheduledFirst;

    /// <summary>Gets the last virtual time an event may have.</summary>
    /// <value>Positive. Default: 24 hours.</value>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Gets the most events and continuations one instant may have.</summary>
    /// <value>At least 1. Default: 100 000.</value>
    public int EventsPerInstantMax { get; init; } = 100_000;
}
