namespace MigSim.Lab.Lifecycle;

/// <summary>Names of hosts that every lab has.</summary>
public static class LabHosts
{
    /// <summary>Gets the name of the machine on which the program runs.</summary>
    public static HostName Controller { get; } = new("controller");
}
