namespace MigSim.Experiments.Comparing;

/// <summary>Which runs of the two sides belong together.</summary>
public enum Pairing
{
    /// <summary>Those of equal seed, if all runs are simulated and both sides have the same seeds.</summary>
    Auto,

    /// <summary>Those of equal seed; runs without a partner are left out.</summary>
    Seed,

    /// <summary>None.</summary>
    None,
}
