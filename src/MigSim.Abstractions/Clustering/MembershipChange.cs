namespace MigSim.Clustering;

/// <summary>A change of belief about a member.</summary>
/// <param name="At">When, since the run began.</param>
/// <param name="Observer">Who believes.</param>
/// <param name="Member">About whom.</param>
/// <param name="State">What is believed from then on.</param>
public readonly record struct MembershipChange(
    TimeSpan At,
    HostName Observer,
    HostName Member,
    MemberState State
);
