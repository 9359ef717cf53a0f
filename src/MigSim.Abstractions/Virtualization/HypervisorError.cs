namespace MigSim.Virtualization;

/// <summary>Why a hypervisor call cannot be carried out.</summary>
public enum HypervisorError
{
    /// <summary>The machine is not where the call said.</summary>
    VmNotFound,

    /// <summary>A machine of that name exists.</summary>
    VmExists,

    /// <summary>The host has not enough free memory.</summary>
    HostMemoryExhausted,

    /// <summary>The host is down or cut off.</summary>
    HostUnreachable,

    /// <summary>No state of the machine is on the shared storage.</summary>
    NothingSaved,

    /// <summary>The machine is being saved, restored or migrated already.</summary>
    VmBusy,

    /// <summary>A tool ended in a way that it should not.</summary>
    ToolFailed,
}
