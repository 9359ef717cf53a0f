namespace MigSim.Lab.Parsing;

/// <summary>A phase and when it was announced.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="At">When, by the clock of the lines, if they have one.</param>
/// <param name="LineNumber">The number of the line, from 1.</param>
public readonly record struct XlMigrationMark(XlMigrationPhase Phase, TimeSpan? At, int LineNumber);
