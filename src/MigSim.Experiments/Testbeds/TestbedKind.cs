namespace MigSim.Experiments.Testbeds;

/// <summary>What a lab is made of.</summary>
public enum TestbedKind
{
    /// <summary>Network namespaces of this machine, with real Heartbeat and QEMU guests.</summary>
    Namespaces,

    /// <summary>QEMU machines on this machine that run the Xen hypervisor.</summary>
    XenNested,

    /// <summary>Physical hosts, reached over ssh.</summary>
    Ssh,
}
