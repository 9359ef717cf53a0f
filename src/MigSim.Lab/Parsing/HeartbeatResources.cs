namespace MigSim.Lab.Parsing;

/// <summary>What a node holds, as <c>cl_status rscstatus</c> says: made for two nodes.</summary>
/// <remarks>With three nodes it does not tell who holds what; use the log or the scripts.</remarks>
public enum HeartbeatResources
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its own.</summary>
    Local,

    /// <summary>The other node's.</summary>
    Foreign,

    /// <summary>Everything.</summary>
    All,

    /// <summary>They are being moved.</summary>
    Transition,
}
