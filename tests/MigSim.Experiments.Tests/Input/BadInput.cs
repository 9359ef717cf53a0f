namespace MigSim.Experiments.Tests.Input;

/// <summary>A change that makes a valid input wrong, and what is said of it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="File">The file that is changed.</param>
/// <param name="Old">The text that is replaced.</param>
/// <param name="New">The text in its place; <c>^</c> marks where the error points to.</param>
/// <param name="Message">The error without its place.</param>
public sealed record BadInput(string Name, string File, string Old, string New, string Message)
{
    /// <summary>Stands before the place that an error points to.</summary>
    public const char Mark = '^';

    /// <summary>Gets the text that the error points to, if it is not in the new one.</summary>
    public string? PointsTo { get; init; }

    /// <summary>Gets the file that the error points to, if it is not the changed one.</summary>
    public string? PointsIn { get; init; }

    public override string ToString() => Name;
}
