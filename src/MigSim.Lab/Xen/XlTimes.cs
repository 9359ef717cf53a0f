namespace MigSim.Lab.Xen;

/// <summary>How long <c>xl</c> may take; what takes longer is ended.</summary>
public sealed record XlTimes
{
    /// <summary>
    /// Gets the time for a question, such as <c>xl list</c>; 20 s by default, which is more than ssh
    /// needs to find out that a host is gone.
    /// </summary>
    public TimeSpan Question { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets the time to create or to destroy a machine; 2 min by default.</summary>
    public TimeSpan Change { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Gets the time for a machine's operating system to shut down, or for its memory to be written
    /// or read; 10 min by default.
    /// </summary>
    public TimeSpan Image { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets the time in which a migration that is given up must come to rest; 30 s by default.
    /// </summary>
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the time between two looks at what changes by itself; 0.5 s by default.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(0.5);
}
