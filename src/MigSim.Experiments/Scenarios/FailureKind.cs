namespace MigSim.Experiments.Scenarios;

/// <summary>How a member fails.</summary>
public enum FailureKind
{
    /// <summary>Its cluster manager is stopped in an orderly way: the paper's controlled failure.</summary>
    Stop,

    /// <summary>Its power goes off.</summary>
    Crash,
}
