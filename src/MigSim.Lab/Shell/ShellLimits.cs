namespace MigSim.Lab.Shell;

/// <summary>What a shell allows at most.</summary>
public sealed record ShellLimits
{
    /// <summary>Gets how many characters one command may print; 64 Mi by default.</summary>
    public long OutputLengthMax { get; init; } = 64L << 20;

    /// <summary>Gets how many characters a line may have; 1 Mi by default.</summary>
    public int LineLengthMax { get; init; } = 1 << 20;

    /// <summary>
    /// Gets how long a command that was asked to end may take until its local part is killed; 5 s by
    /// default.
    /// </summary>
    public TimeSpan EndTime { get; init; } = TimeSpan.FromSeconds(5);
}
