namespace MigSim.Lab.Checking;

/// <summary>What a finding means for a run.</summary>
public enum FindingKind
{
    /// <summary>As it must be.</summary>
    Good,

    /// <summary>A run is possible; its results may be worse, or less of it is possible.</summary>
    Warning,

    /// <summary>A run is not possible.</summary>
    Failure,
}
