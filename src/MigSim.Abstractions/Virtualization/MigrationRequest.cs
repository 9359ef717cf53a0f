namespace MigSim.Virtualization;

/// <summary>Asks for one migration.</summary>
/// <param name="Vm">The machine.</param>
/// <param name="Source">Where it runs.</param>
/// <param name="Target">Where it shall run.</param>
/// <param name="Mode">How its memory moves.</param>
/// <param name="Timeout">After how long it is given up; the machine then runs at the source.</param>
public sealed record MigrationRequest(
    VmName Vm,
    HostName Source,
    HostName Target,
    MigrationMode Mode,
    TimeSpan Timeout
);
