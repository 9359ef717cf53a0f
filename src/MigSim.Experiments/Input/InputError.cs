namespace MigSim.Experiments.Input;

/// <summary>One mistake in an input, with where it is and what would be right there.</summary>
/// <param name="File">
/// The file as the reader was given it, or the <c>--set</c> that says it.
/// </param>
/// <param name="Line">The line, from 1; 0 if the file as a whole is wrong.</param>
/// <param name="Column">The column, from 1; 0 if the file as a whole is wrong.</param>
/// <param name="Expected">What would be right, with an example where one helps.</param>
/// <param name="Found">What is there instead.</param>
/// <param name="Nearest">What was probably meant, if anything valid is near enough.</param>
public sealed record InputError(
    string File,
    int Line,
    int Column,
    string Expected,
    string Found,
    string? Nearest = null
)
{
    /// <summary>
    /// Gets the mistake in words, where "expected …, found …" would not be plain.
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>Writes the error on one line, as compilers do.</summary>
    public override string ToString()
    {
        string place = Line > 0 ? $"{File}:{Line}:{Column}" : File;
        string hint = Nearest is null ? "" : $"; did you mean '{Nearest}'?";
        return $"{place}: {Problem ?? $"expected {Expected}, found {Found}"}{hint}";
    }
}
