namespace MigSim.Experiments.Testbeds;

/// <summary>How one host of a lab is reached.</summary>
/// <param name="Address">Its address or name for ssh.</param>
/// <param name="Port">The port; 22 or what ssh's configuration says if null.</param>
public sealed record SshLabHost(string Address, int? Port);
