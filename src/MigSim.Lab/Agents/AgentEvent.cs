using System.Text.Json.Serialization;

namespace MigSim.Lab.Agents;

/// <summary>A closed set of things that an agent did: one line of JSON each in its log.</summary>
/// <param name="UnixSeconds">When, by the host's clock, to a microsecond or better.</param>
/// <param name="Vm">Which machine.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(ScriptCalled), "script-called")]
[JsonDerivedType(typeof(ScriptEnded), "script-ended")]
[JsonDerivedType(typeof(OperationBegan), "operation-began")]
[JsonDerivedType(typeof(OperationEnded), "operation-ended")]
[JsonDerivedType(typeof(MigrationEnded), "migration-ended")]
public abstract record AgentEvent(decimal UnixSeconds, string Vm)
{
    /// <summary>The cluster manager called it: <c>start</c>, <c>stop</c> or <c>status</c>.</summary>
    public sealed record ScriptCalled(decimal UnixSeconds, string Vm, string Verb)
        : AgentEvent(UnixSeconds, Vm);

    /// <summary>Its answer: an LSB exit code; <see cref="Reason"/> says why it failed.</summary>
    public sealed record ScriptEnded(
        decimal UnixSeconds,
        string Vm,
        string Verb,
        int ExitCode,
        string? Reason
    ) : AgentEvent(UnixSeconds, Vm);

    /// <summary>A hypervisor operation began: migrate, create, save and so on.</summary>
    public sealed record OperationBegan(
        decimal UnixSeconds,
        string Vm,
        string Operation,
        string Host
    ) : AgentEvent(UnixSeconds, Vm);

    /// <summary>It ended.</summary>
    public sealed record OperationEnded(
        decimal UnixSeconds,
        string Vm,
        string Operation,
        string Host,
        string Outcome
    ) : AgentEvent(UnixSeconds, Vm);

    /// <summary>A migration ended; null is what the hypervisor does not tell.</summary>
    public sealed record MigrationEnded(decimal UnixSeconds, string Vm, AgentMigrationReport Report)
        : AgentEvent(UnixSeconds, Vm);
}
