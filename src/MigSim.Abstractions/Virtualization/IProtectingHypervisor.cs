namespace MigSim.Virtualization;

/// <summary>
/// Optional: keeps a copy of a running machine up to date on another host, and lets the copy run when the
/// machine is lost.
/// </summary>
public interface IProtectingHypervisor : ISavingHypervisor
{
    /// <summary>Protects a machine until it is lost, or the host of the copy is.</summary>
    /// <param name="request">What to protect, and where.</param>
    /// <param name="protectedNow">Is called when the target has the first checkpoint.</param>
    /// <param name="cancellationToken">Ends the protection; the machine runs on, its copy is gone.</param>
    /// <returns>What it has cost, however it ended.</returns>
    /// <exception cref="HypervisorException">
    /// The machine is not at the source, or the target lacks memory.
    /// </exception>
    Task<ProtectionReport> ProtectAsync(
        ProtectionRequest request,
        Action protectedNow,
        CancellationToken cancellationToken
    );

    /// <summary>Tells whether a host has a copy of a machine that was lost.</summary>
    /// <exception cref="HypervisorException">The host cannot be reached.</exception>
    Task<bool> HasCopyAsync(VmName vm, HostName host, CancellationToken cancellationToken);

    /// <summary>Lets the copy of a machine that was lost run from its last checkpoint.</summary>
    /// <exception cref="HypervisorException">There is none, or the machine runs elsewhere.</exception>
    Task<VmStatus> ActivateAsync(VmName vm, HostName host, CancellationToken cancellationToken);
}
