using MigSim.Lab.Parsing;
using MigSim.Virtualization;

namespace MigSim.Lab.Xen;

/// <summary>What one look at one host shows of one machine.</summary>
/// <param name="IsKnown">Whether the host answered with a list.</param>
/// <param name="State">What the machine does there under its own name; null if it is not there.</param>
/// <param name="IsIncoming">Whether it is being received there.</param>
/// <param name="IsAway">Whether a copy is there that was sent and is not destroyed yet.</param>
internal sealed record XlSighting(bool IsKnown, VmState? State, bool IsIncoming, bool IsAway)
{
    /// <summary>Gets what is seen of a host that does not answer.</summary>
    public static XlSighting Unknown { get; } = new(false, null, false, false);

    /// <summary>Gets a value indicating whether the machine runs there.</summary>
    public bool Runs => State is VmState.Running or VmState.Blocked;

    /// <summary>Looks for a machine in a list.</summary>
    public static XlSighting Of(VmName vm, XlList list)
    {
        VmStatus? own = list.Vms.FirstOrDefault(status => status.Name == vm);
        return new(
            true,
            own?.State,
            list.Vms.Any(status => status.Name.Value == vm + XlNames.Incoming),
            list.Vms.Any(status => status.Name.Value == vm + XlNames.Away)
        );
    }
}
