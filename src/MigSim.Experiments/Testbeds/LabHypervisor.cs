namespace MigSim.Experiments.Testbeds;

/// <summary>What runs the machines of a lab.</summary>
public enum LabHypervisor
{
    /// <summary>QEMU, driven by its monitor protocol QMP.</summary>
    Qemu,

    /// <summary>Xen, driven by its tool <c>xl</c>.</summary>
    Xl,
}
