namespace MigSim.Experiments.Comparing;

/// <summary>What is known of two means and a tolerance; "shown" means with 95 % confidence.</summary>
public enum Equivalence
{
    /// <summary>They are shown to be within the tolerance of each other.</summary>
    Within,

    /// <summary>They are shown to be further apart than the tolerance.</summary>
    Beyond,

    /// <summary>Neither is shown: there are too few values, or they spread too much.</summary>
    Undecided,

    /// <summary>One side has no value.</summary>
    NotComparable,
}
