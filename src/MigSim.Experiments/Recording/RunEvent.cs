using MigSim.Clustering;
using MigSim.Measurement;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Experiments.Recording;

/// <summary>A closed set of things that happen in a run; match on the nested types.</summary>
/// <param name="At">When, since the run began.</param>
public abstract record RunEvent(TimeSpan At)
{
    /// <summary>A machine runs on its first host.</summary>
    public sealed record VmCreated(TimeSpan At, VmName Vm, HostName Host) : RunEvent(At);

    /// <summary>The failure of the scenario was brought about.</summary>
    public sealed record FailureBegan(TimeSpan At, HostName Host, string Kind) : RunEvent(At);

    /// <summary>The cluster manager called a resource script.</summary>
    public sealed record ScriptCalled(TimeSpan At, HostName Host, VmName Vm, ScriptVerb Verb)
        : RunEvent(At);

    /// <summary>A resource script ended.</summary>
    public sealed record ScriptEnded(
        TimeSpan At,
        HostName Host,
        VmName Vm,
        ScriptVerb Verb,
        ScriptExit Exit
    ) : RunEvent(At);

    /// <summary>An observer changed its belief about a member.</summary>
    public sealed record MemberChanged(
        TimeSpan At,
        HostName Observer,
        HostName Member,
        MemberState State
    ) : RunEvent(At);

    /// <summary>A datagram reached a member.</summary>
    public sealed record MessageReceived(
        TimeSpan At,
        HostName Member,
        HostName Source,
        string Topic,
        string Text
    ) : RunEvent(At);

    /// <summary>A hypervisor operation on a machine began: migrate, save, restore and so on.</summary>
    public sealed record OperationBegan(TimeSpan At, string Operation, VmName Vm, HostName Host)
        : RunEvent(At);

    /// <summary>A hypervisor operation on a machine ended.</summary>
    public sealed record OperationEnded(
        TimeSpan At,
        string Operation,
        VmName Vm,
        HostName Host,
        string Outcome
    ) : RunEvent(At);

    /// <summary>A migration ended.</summary>
    public sealed record MigrationEnded(TimeSpan At, MigrationReport Report) : RunEvent(At);

    /// <summary>A web server took memory or gave some back, or could not.</summary>
    public sealed record MemoryChanged(TimeSpan At, string Page, DataSize Held) : RunEvent(At);

    /// <summary>A web server touched the memory that it holds, again and again.</summary>
    public sealed record MemoryAccessed(TimeSpan At, DataSize Held, SampleSummary Seconds)
        : RunEvent(At);

    /// <summary>An HTTP load began.</summary>
    public sealed record LoadBegan(TimeSpan At, LoadSpec Spec) : RunEvent(At);

    /// <summary>An HTTP load ended.</summary>
    public sealed record LoadEnded(TimeSpan At, LoadReport Report) : RunEvent(At);

    /// <summary>The flows at a host were counted.</summary>
    public sealed record FlowsCounted(TimeSpan At, FlowReport Report) : RunEvent(At);

    /// <summary>A machine is protected no longer.</summary>
    public sealed record ProtectionEnded(TimeSpan At, ProtectionReport Report) : RunEvent(At);

    /// <summary>A host was sampled.</summary>
    public sealed record HostSampled(TimeSpan At, HostSample Sample) : RunEvent(At);
}
