namespace MigSim.Clustering;

/// <summary>What a resource script is asked to do.</summary>
public enum ScriptVerb
{
    /// <summary>Give the resource up.</summary>
    Stop,

    /// <summary>Make the resource run.</summary>
    Start,

    /// <summary>Tell whether the resource runs.</summary>
    Status,
}
