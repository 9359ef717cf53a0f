namespace MigSim.Lab.Shell;

/// <summary>A line that a command printed.</summary>
/// <param name="At">When it came here, since the run began.</param>
/// <param name="Text">The line without its end.</param>
/// <param name="Source">Where it came from; the order between the sources is not certain.</param>
public readonly record struct ShellLine(
    TimeSpan At,
    string Text,
    ShellSource Source = ShellSource.Output
);
