namespace MigSim.Lab.Shell;

/// <summary>Where a line came from.</summary>
public enum ShellSource
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error, on which many tools report their progress.</summary>
    Error,
}
