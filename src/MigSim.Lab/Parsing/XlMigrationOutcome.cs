namespace MigSim.Lab.Parsing;

/// <summary>What <c>xl migrate</c> says of the end; a fresh list of both hosts has the last word.</summary>
public enum XlMigrationOutcome
{
    /// <summary>The text does not say how it ended.</summary>
    Unknown,

    /// <summary>The machine runs on the target.</summary>
    Completed,

    /// <summary>The machine goes on at the source, or shall.</summary>
    StayedOnSource,

    /// <summary>The hand-over broke after permission was given: only fencing can settle it.</summary>
    Ambiguous,
}
