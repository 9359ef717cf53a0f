namespace MigSim.Experiments.Studies;

/// <summary>An axis of a study.</summary>
/// <param name="Name">Its name, as points are named by it.</param>
/// <param name="Unit">The base unit of its numbers, such as <c>bit/s</c>, <c>B</c>, <c>s</c>; empty for words, files and counts.</param>
/// <param name="IsLogarithmic">Whether its values are spaced by ratio.</param>
public sealed record StudyAxis(string Name, string Unit, bool IsLogarithmic);
