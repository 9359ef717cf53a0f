namespace MigSim.Virtualization;

/// <summary>The states that <c>xl list</c> shows.</summary>
public enum VmState
{
    /// <summary>On a processor.</summary>
    Running,

    /// <summary>Waiting for work.</summary>
    Blocked,

    /// <summary>Stopped by the hypervisor; keeps its memory.</summary>
    Paused,

    /// <summary>Its operating system ended.</summary>
    ShutDown,

    /// <summary>Its operating system failed.</summary>
    Crashed,

    /// <summary>Being taken apart.</summary>
    Dying,
}
