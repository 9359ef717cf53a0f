using System.Collections.Immutable;
using MigSim.Provenance;
using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>
/// How a running machine's state is sent to another host again and again, as read from
/// <c>models/checkpoints</c>.
/// </summary>
/// <remarks>Model card: <c>models/cards/checkpoints.md</c>.</remarks>
public sealed record CheckpointProfile
{
    /// <summary>Gets the name of the profile.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Gets the time from the beginning of one checkpoint to that of the next, unless the target has not
    /// acknowledged the one before.
    /// </summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Gets for how long a checkpoint stops the guest at least.</summary>
    public required TimeSpan Pause { get; init; }

    /// <summary>
    /// Gets the rate at which written pages are copied aside while the guest is stopped; null if they are
    /// sent to the target meanwhile.
    /// </summary>
    public required DataRate? CopyAsideRate { get; init; }

    /// <summary>
    /// Gets whether what the guest sends is held back until the target has the state that sent it.
    /// </summary>
    public required bool HoldsOutput { get; init; }

    /// <summary>Gets the time that the target takes to let the machine run.</summary>
    public required TimeSpan Activate { get; init; }

    /// <summary>Gets where each constant comes from.</summary>
    public required ImmutableArray<Constant> Constants { get; init; }
}
