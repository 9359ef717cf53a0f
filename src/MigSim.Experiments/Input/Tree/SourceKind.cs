namespace MigSim.Experiments.Input.Tree;

/// <summary>What part of the input a text is.</summary>
internal enum SourceKind
{
    /// <summary>The scenario itself.</summary>
    Scenario,

    /// <summary>
    /// A file that the scenario names; its constants must say where they come from.
    /// </summary>
    Profile,

    /// <summary>A <c>--set</c> of the command line.</summary>
    Override,
}
