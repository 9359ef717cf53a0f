namespace MigSim.Lab.Parsing;

/// <summary>What a tool printed is not what its parser knows; nothing was guessed.</summary>
/// <remarks>
/// A parser never puts a zero where a number is missing. The transcript that led here belongs into
/// the tests.
/// </remarks>
public sealed class TranscriptException : Exception
{
    private const int LineLengthMax = 200;

    /// <summary>Creates an exception for one line.</summary>
    /// <param name="tool">The tool that printed the line.</param>
    /// <param name="lineNumber">The number of the line, from 1.</param>
    /// <param name="line">The line; only its beginning is kept.</param>
    /// <param name="expected">What the parser expected instead.</param>
    public TranscriptException(string tool, int lineNumber, string line, string expected)
        : base($"{tool}, line {lineNumber}: expected {expected}, found '{Shorten(line)}'.")
    {
        Tool = tool;
        LineNumber = lineNumber;
        Line = Shorten(line);
        Expected = expected;
    }

    /// <summary>Gets the tool that printed the line.</summary>
    public string Tool { get; }

    /// <summary>Gets the number of the line, from 1.</summary>
    public int LineNumber { get; }

    /// <summary>Gets the line, or its beginning.</summary>
    public string Line { get; }

    /// <summary>Gets what the parser expected instead.</summary>
    public string Expected { get; }

    private static string Shorten(string line) =>
        line.Length <= LineLengthMax ? line : line[..LineLengthMax] + "…";
}
