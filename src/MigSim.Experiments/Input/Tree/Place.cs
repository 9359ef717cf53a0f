namespace MigSim.Experiments.Input.Tree;

/// <summary>Where something is written.</summary>
internal readonly record struct Place(SourceFile File, int Line, int Column);
