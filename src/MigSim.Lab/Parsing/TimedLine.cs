namespace MigSim.Lab.Parsing;

/// <summary>A line of output and when it was printed, if that is known.</summary>
/// <param name="At">When, by whatever clock the caller reads.</param>
/// <param name="Text">The line without its end.</param>
public readonly record struct TimedLine(TimeSpan? At, string Text);
