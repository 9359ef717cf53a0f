namespace MigSim.Models.Migration;

/// <summary>How a toolstack slows a guest down that writes faster than its memory can be sent.</summary>
/// <remarks>Source: qemu/qemu, <c>migration/ram.c</c> and <c>migration/options.c</c>.</remarks>
public sealed record AutoConverge
{
    /// <summary>
    /// Gets the share of what was sent that must have been written anew, twice, to throttle.
    /// </summary>
    public double Trigger { get; init; } = 0.5;

    /// <summary>Gets the first throttle, as a share of the guest's processor time.</summary>
    public double Initial { get; init; } = 0.2;

    /// <summary>Gets by how much the throttle grows.</summary>
    public double Increment { get; init; } = 0.1;

    /// <summary>Gets the highest throttle, below 1.</summary>
    public double Max { get; init; } = 0.99;

    /// <summary>
    /// Gets whether the throttle grows by no more than what the write rate asks for.
    /// </summary>
    public bool TailSlow { get; init; }

    /// <summary>
    /// Gets the share of the time that the guest's processors are busy; what they do not use cannot
    /// be taken from them.
    /// </summary>
    public double GuestBusy { get; init; } = 1;
}
