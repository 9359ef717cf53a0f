namespace MigSim.Virtualization;

/// <summary>
/// Optional: can shut a machine down, and can write its state to the shared storage and read it
/// back.
/// </summary>
public interface ISavingHypervisor : IHypervisor
{
    /// <summary>Asks the machine's operating system to shut down and returns once it did.</summary>
    Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken);

    /// <summary>Writes a machine's state to the shared storage.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="host">Where it runs.</param>
    /// <param name="live">
    /// Whether the machine runs on meanwhile and afterwards; if not, it is suspended first and
    /// gone from the host at the end.
    /// </param>
    /// <param name="cancellationToken">Gives up; the machine then runs where it was.</param>
    Task SaveAsync(VmName vm, HostName host, bool live, CancellationToken cancellationToken);

    /// <summary>Reads a saved state back from the shared storage and runs the machine.</summary>
    /// <remarks>
    /// If the state was saved live, the machine is stopped where it still runs only after its
    /// image was read, and what it wrote meanwhile follows on the same way.
    /// </remarks>
    /// <exception cref="HypervisorException">No state was saved, or the host lacks memory.</exception>
    Task<VmStatus> RestoreAsync(VmName vm, HostName host, CancellationToken cancellationToken);
}
