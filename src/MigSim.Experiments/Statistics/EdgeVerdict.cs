namespace MigSim.Experiments.Statistics;

/// <summary>What is known of one value of the axis.</summary>
public enum EdgeVerdict
{
    /// <summary>The limit is in the interval of the mean; more runs may tell.</summary>
    Open,

    /// <summary>The mean keeps the limit.</summary>
    Keeps,

    /// <summary>The mean does not keep the limit.</summary>
    Fails,

    /// <summary>A run has no value of the metric, as where a migration never ends: that counts as failing.</summary>
    HasNoValue,

    /// <summary>The limit is still in the interval after the most runs allowed: that counts as failing.</summary>
    Undecided,
}
