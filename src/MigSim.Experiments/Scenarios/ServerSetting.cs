namespace MigSim.Experiments.Scenarios;

/// <summary>Where a server and its client run.</summary>
public enum ServerSetting
{
    /// <summary>In the machines of the scenario.</summary>
    VirtualMachines,

    /// <summary>On the hosts of those machines, which do not exist then.</summary>
    PhysicalHosts,
}
