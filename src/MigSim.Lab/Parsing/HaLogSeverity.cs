namespace MigSim.Lab.Parsing;

/// <summary>How grave a line of the ha-log is, by its own word.</summary>
public enum HaLogSeverity
{
    /// <summary>The line has no such word.</summary>
    None,

    /// <summary>For programmers.</summary>
    Debug,

    /// <summary>All is well.</summary>
    Information,

    /// <summary>Something may be wrong.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Error,

    /// <summary>The daemon or script cannot go on.</summary>
    Critical,
}
