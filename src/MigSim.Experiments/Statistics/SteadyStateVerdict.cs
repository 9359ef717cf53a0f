namespace MigSim.Experiments.Statistics;

/// <summary>How far the interval of a steady-state mean can be believed.</summary>
public enum SteadyStateVerdict
{
    /// <summary>Nothing speaks against it.</summary>
    Steady,

    /// <summary>The means of the stretches follow each other: it is too narrow.</summary>
    Correlated,

    /// <summary>The series changes all the time, as if it were warm-up only: nothing was cut off.</summary>
    Unsettled,

    /// <summary>There are fewer than 100 values after the warm-up: there is no interval.</summary>
    TooShort,
}
