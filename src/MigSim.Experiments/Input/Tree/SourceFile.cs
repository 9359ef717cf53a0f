namespace MigSim.Experiments.Input.Tree;

/// <summary>A text that was read.</summary>
/// <param name="Display">What errors call it.</param>
/// <param name="Directory">The folder that paths in it start from.</param>
/// <param name="Kind">What part of the input it is.</param>
internal sealed record SourceFile(string Display, string Directory, SourceKind Kind);
