using System.Collections.Immutable;
using MigSim.Virtualization;

namespace MigSim.Lab.Guarding;

/// <summary>A hypervisor that makes sure that no machine ever runs on two hosts.</summary>
/// <remarks>
/// Before a machine is started or moved, and afterwards, all members are asked for their machines. A
/// member that does not answer may be running it, so the call is refused until that member is known
/// to be off. The guard holds for calls through it; what others start meanwhile is found afterwards.
/// </remarks>
/// <param name="inner">What carries the calls out.</param>
/// <param name="members">All hosts that could run a machine.</param>
public sealed class GuardedHypervisor(ISavingHypervisor inner, ImmutableArray<HostName> members)
    : ISavingHypervisor
{
    private readonly SortedSet<HostName> _off = [];

    /// <summary>
    /// Notes that a host was fenced: it is certainly off and runs nothing, until it answers again.
    /// </summary>
    public void NoteFenced(HostName host) => _off.Add(host);

    /// <inheritdoc/>
    /// <exception cref="HypervisorException">As above, or a member is silent.</exception>
    public async Task<VmStatus> CreateAsync(
        VmSpec spec,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(spec);
        await RefuseIfElsewhereAsync(spec.Name, null, cancellationToken);
        VmStatus status = await inner.CreateAsync(spec, host, cancellationToken);
        await CheckOnceAsync(spec.Name, cancellationToken);
        return status;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VmStatus>> ListAsync(
        HostName host,
        CancellationToken cancellationToken
    ) => inner.ListAsync(host, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="HypervisorException">As above, or a member is silent.</exception>
    public async Task<MigrationReport> MigrateAsync(
        MigrationRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        await RefuseIfElsewhereAsync(request.Vm, request.Source, cancellationToken);
        MigrationReport report = await inner.MigrateAsync(request, cancellationToken);

        // The request may have been cancelled, and must be checked all the same.
        await CheckOnceAsync(request.Vm, CancellationToken.None);
        return report;
    }

    /// <inheritdoc/>
    public Task DestroyAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        inner.DestroyAsync(vm, host, cancellationToken);

    /// <inheritdoc/>
    public Task ShutDownAsync(VmName vm, HostName host, CancellationToken cancellationToken) =>
        inner.ShutDownAsync(vm, host, cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(
        VmName vm,
        HostName host,
        bool live,
        CancellationToken cancellationToken
    ) => inner.SaveAsync(vm, host, live, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A machine that was saved live may still run; the inner hypervisor stops it.</remarks>
    /// <exception cref="HypervisorException">As above, or a member is silent.</exception>
    public async Task<VmStatus> RestoreAsync(
        VmName vm,
        HostName host,
        CancellationToken cancellationToken
    )
    {
        await RefuseIfSilentAsync(vm, cancellationToken);
        VmStatus status = await inner.RestoreAsync(vm, host, cancellationToken);
        await CheckOnceAsync(vm, cancellationToken);
        return status;
    }

    private async Task RefuseIfElsewhereAsync(
        VmName vm,
        HostName? allowed,
        CancellationToken cancellationToken
    )
    {
        foreach (HostName place in await RefuseIfSilentAsync(vm, cancellationToken))
        {
            if (place != allowed)
            {
                throw new HypervisorException(
                    HypervisorError.VmExists,
                    $"{place} has a machine {vm} already."
                );
            }
        }
    }

    /// <summary>Refuses if a member could run a machine unseen.</summary>
    /// <returns>The members that have it.</returns>
    private async Task<ImmutableArray<HostName>> RefuseIfSilentAsync(
        VmName vm,
        CancellationToken cancellationToken
    )
    {
        (ImmutableArray<HostName> places, ImmutableArray<HostName> silent) = await LookAsync(
            vm,
            cancellationToken
        );
        return silent.IsEmpty
            ? places
            : throw new HypervisorException(
                HypervisorError.HostUnreachable,
                $"{string.Join(", ", silent)} does not answer and may be running {vm}: fence it first."
            );
    }

    private async Task CheckOnceAsync(VmName vm, CancellationToken cancellationToken)
    {
        (ImmutableArray<HostName> places, _) = await LookAsync(vm, cancellationToken);
        if (places.Length > 1)
        {
            throw new HypervisorException(
                HypervisorError.ToolFailed,
                $"{vm} is on {string.Join(" and ", places)} at once: destroy all but one of them."
            );
        }
    }

    private async Task<(
        ImmutableArray<HostName> Places,
        ImmutableArray<HostName> Silent
    )> LookAsync(VmName vm, CancellationToken cancellationToken)
    {
        Task<bool?>[] questions =
        [
            .. members.Select(member => HasAsync(member, vm, cancellationToken)),
        ];
        bool?[] answers = await Task.WhenAll(questions);
        return (
            [.. members.Where((_, index) => answers[index] == true)],
            [.. members.Where((host, index) => answers[index] is null && !_off.Contains(host))]
        );
    }

    /// <summary>Asks whether a host has a machine, in whatever state; null if it does not answer.</summary>
    private async Task<bool?> HasAsync(
        HostName host,
        VmName vm,
        CancellationToken cancellationToken
    )
    {
        try
        {
            IReadOnlyList<VmStatus> machines = await inner.ListAsync(host, cancellationToken);
            _off.Remove(host);
            return machines.Any(machine => machine.Name == vm);
        }
        catch (HypervisorException)
        {
            return null;
        }
    }
}
