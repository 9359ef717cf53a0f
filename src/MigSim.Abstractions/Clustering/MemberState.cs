namespace MigSim.Clustering;

/// <summary>What an observer believes of a member.</summary>
public enum MemberState
{
    /// <summary>Nothing was heard yet.</summary>
    Unknown,

    /// <summary>Heard of within the time to warn.</summary>
    Alive,

    /// <summary>Late beyond the time to warn.</summary>
    Suspected,

    /// <summary>Late beyond the time to declare dead, also if it said that it would leave.</summary>
    Dead,
}
