namespace MigSim.Experiments.Input.Fields;

/// <summary>Whether a value may, or must, say where it comes from.</summary>
internal enum Sourcing
{
    /// <summary>It is a choice of the experiment.</summary>
    None,

    /// <summary>It may be a choice or a constant.</summary>
    Allowed,

    /// <summary>It is a physical constant; a profile file must say where it comes from.</summary>
    Required,
}
