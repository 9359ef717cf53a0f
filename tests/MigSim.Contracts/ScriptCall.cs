using MigSim.Clustering;

namespace MigSim.Contracts;

/// <summary>A call of a <see cref="TimedScript"/>, from its begin to its end.</summary>
internal sealed record ScriptCall(
    ScriptVerb Verb,
    VmName Vm,
    HostName Host,
    TimeSpan Begin,
    TimeSpan End
)
{
    public override string ToString() => $"{Verb} {Vm} on {Host} {Begin}..{End}";
}
