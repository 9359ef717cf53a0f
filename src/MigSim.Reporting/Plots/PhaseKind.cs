namespace MigSim.Reporting.Plots;

/// <summary>What the shades of a picture tell apart.</summary>
public enum PhaseKind
{
    /// <summary>Until the failure.</summary>
    Before,

    /// <summary>From the failure until the machine runs on its new host.</summary>
    During,

    /// <summary>The resource script stops the machine.</summary>
    Stop,

    /// <summary>A hypervisor operation moves the machine's memory.</summary>
    Copy,

    /// <summary>The machine's operating system starts anew.</summary>
    Boot,

    /// <summary>The machine is stopped for the end of its migration.</summary>
    Suspended,

    /// <summary>The machine runs on its new host.</summary>
    After,
}
