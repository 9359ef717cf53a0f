namespace MigSim.Lab.Shell;

/// <summary>How often and how soon to try again.</summary>
public sealed record RetryOptions
{
    /// <summary>Gets how often a command is tried in all, at least once; 3 by default.</summary>
    public int AttemptsMax { get; init; } = 3;

    /// <summary>Gets the time between a failure and the next attempt; 1 s by default.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);
}
