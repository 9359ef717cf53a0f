using System.Collections.Immutable;

namespace MigSim.Experiments.Input.Tree;

/// <summary>What became of a node, and the files that were read for it.</summary>
internal sealed record Expansion(Node Node, ImmutableArray<string> Files);
