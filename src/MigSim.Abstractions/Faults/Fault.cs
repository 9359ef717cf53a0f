using MigSim.Units;

namespace MigSim.Faults;

/// <summary>A closed set of faults; match on the nested types.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>Power off, without warning. Healed by power on, with no machine running.</summary>
    public sealed record HostCrash(HostName Host) : Fault;

    /// <summary>A guest's operating system fails. It cannot be healed.</summary>
    public sealed record VmCrash(VmName Vm, HostName Host) : Fault;

    /// <summary>A link carries nothing in either direction.</summary>
    public sealed record LinkDown(LinkName Link) : Fault;

    /// <summary>
    /// A link carries less, in both directions: so many bits per second. Healed by its own bandwidth.
    /// </summary>
    public sealed record LinkDegraded(LinkName Link, DataRate Bandwidth) : Fault;

    /// <summary>
    /// The cluster manager of a member ends without a word; the member's machines run on. Healing
    /// does nothing: it stays down until it is started.
    /// </summary>
    public sealed record ClusterManagerCrash(HostName Host) : Fault;
}
