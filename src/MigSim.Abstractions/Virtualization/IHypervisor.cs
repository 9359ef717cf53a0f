namespace MigSim.Virtualization;

/// <summary>Creates, lists, migrates and destroys virtual machines.</summary>
public interface IHypervisor
{
    /// <summary>Starts a virtual machine and returns once it runs.</summary>
    /// <exception cref="HypervisorException">
    /// The name is taken anywhere in the testbed, or the host lacks memory or cannot be reached.
    /// </exception>
    Task<VmStatus> CreateAsync(VmSpec spec, HostName host, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the virtual machines of a host by name, the control domain and machines that are
    /// still being received excluded.
    /// </summary>
    /// <exception cref="HypervisorException">The host cannot be reached.</exception>
    Task<IReadOnlyList<VmStatus>> ListAsync(HostName host, CancellationToken cancellationToken);

    /// <summary>
    /// Migrates a virtual machine. It never runs on both hosts, and on neither only if a host
    /// failed.
    /// </summary>
    /// <returns>What happened, also when the migration did not complete.</returns>
    /// <exception cref="HypervisorException">
    /// The machine is not at the source, or the target lacks memory.
    /// </exception>
    Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    );

    /// <summary>Destroys a virtual machine at once, without asking its operating system.</summary>
    /// <exception cref="HypervisorException">The machine is not there.</exception>
    Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken);
}
