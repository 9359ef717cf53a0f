namespace MigSim.Lab.Parsing;

/// <summary>The lines of one text, and where its parser is.</summary>
/// <remarks>
/// A last line without an end was cut off in the middle, perhaps in the middle of a number: it is
/// an error when the parser comes to it.
/// </remarks>
internal sealed class Transcript
{
    private readonly string _tool;
    private readonly string[] _lines;
    private readonly bool _isCut;
    private int _next;

    public Transcript(string tool, string text)
    {
        _tool = tool;
        string[] lines = text.Split('\n');
        _isCut = lines[^1].Length > 0;
        _lines = _isCut ? lines : lines[..^1];
    }

    /// <summary>Gets a value indicating whether every line was read.</summary>
    public bool IsAtEnd => _next == _lines.Length;

    /// <summary>Gets the number of the line read last, from 1.</summary>
    public int LineNumber => _next;

    /// <summary>Reads the next line.</summary>
    /// <param name="expected">What the caller expects, for the error at the end.</param>
    public string Read(string expected)
    {
        if (IsAtEnd)
        {
            throw new TranscriptException(_tool, _next + 1, "the end", expected);
        }

        string line = _lines[_next++];
        return IsAtEnd && _isCut ? throw Error("a line that was not cut off") : line.TrimEnd('\r');
    }

    /// <summary>Makes the error for the line read last.</summary>
    public TranscriptException Error(string expected) =>
        new(_tool, _next, _next == 0 ? "the beginning" : _lines[_next - 1], expected);
}
