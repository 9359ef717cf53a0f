namespace MigSim.Experiments.Statistics;

/// <summary>How the search for an edge stands.</summary>
public enum EdgeOutcome
{
    /// <summary>It goes on.</summary>
    Searching,

    /// <summary>The edge is in the bracket.</summary>
    Found,

    /// <summary>Both ends of the axis keep the limit: the edge, if there is one, is beyond it.</summary>
    KeptEverywhere,

    /// <summary>Neither end keeps the limit.</summary>
    KeptNowhere,

    /// <summary>The end that should fail keeps the limit and the other does not: the search goes the wrong way.</summary>
    Contrary,
}
