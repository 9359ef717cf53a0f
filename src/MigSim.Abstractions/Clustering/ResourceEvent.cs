namespace MigSim.Clustering;

/// <summary>A call of a resource script, or its end.</summary>
/// <param name="At">When, since the run began.</param>
/// <param name="Host">Where the script runs.</param>
/// <param name="Vm">The resource.</param>
/// <param name="Verb">What the script was asked to do.</param>
/// <param name="Exit">How it ended, or <see langword="null"/> when it was called just now.</param>
public readonly record struct ResourceEvent(
    TimeSpan At,
    HostName Host,
    VmName Vm,
    ScriptVerb Verb,
    ScriptExit? Exit
);
