namespace MigSim.Virtualization;

/// <summary>How the memory of a machine moves.</summary>
public enum MigrationMode
{
    /// <summary>The machine is stopped, then all of its memory is copied.</summary>
    StopAndCopy,

    /// <summary>Its memory is copied while it runs; it stops for the remainder only.</summary>
    PreCopy,

    /// <summary>The machine runs on the target at once; its memory follows.</summary>
    PostCopy,

    /// <summary>
    /// Its memory is copied while it runs; after a time it runs on the target, and the rest follows.
    /// </summary>
    Hybrid,
}
