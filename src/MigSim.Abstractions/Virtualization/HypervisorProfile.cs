using System.Collections.Immutable;
using MigSim.Provenance;
using MigSim.Units;

namespace MigSim.Virtualization;

/// <summary>The constants of one hypervisor, as read from <c>models/hypervisors</c>.</summary>
/// <remarks>The model card of each constant's part says what it means and where it applies.</remarks>
public sealed record HypervisorProfile
{
    /// <summary>Gets the name of the profile.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the costs and delays of the control domain.</summary>
    public required ControlDomainProfile ControlDomain { get; init; }

    /// <summary>Gets the times of the steps of a migration that do not copy.</summary>
    public required MigrationProfile Migration { get; init; }

    /// <summary>Gets the times to start and to end a guest's operating system.</summary>
    public required GuestProfile Guest { get; init; }

    /// <summary>Gets how processors are divided where guests want more than there are.</summary>
    public SchedulerKind Scheduler { get; init; }

    /// <summary>Gets where each constant comes from.</summary>
    public required ImmutableArray<Constant> Constants { get; init; }
}
