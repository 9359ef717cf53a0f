using MigSim.Models.Migration;
using MigSim.Simulation.Hosts;
using MigSim.Simulation.Network;
using MigSim.Units;
using MigSim.Virtualization;

namespace MigSim.Simulation.Virtualization;

/// <summary>
/// Copies guest pages between hosts at the cost of their control domains and links, and knows
/// what one copying process has cost so far.
/// </summary>
internal sealed class PageCopier
{
    private readonly SimBulk _bulk;
    private readonly SimHost _source;
    private readonly SimHost _target;
    private readonly DataRate _limit;
    private readonly DataSize _window;
    private readonly double _sourceCpuPerByte;
    private readonly double _targetCpuPerByte;

    private PageCopier(
        SimBulk bulk,
        SimHost source,
        SimHost target,
        ControlDomainProfile profile,
        DataSize window,
        bool throughDisk
    )
    {
        _bulk = bulk;
        _source = source;
        _target = target;
        _limit = profile.CopyRate;
        _window = window;
        TimeSpan perPage = throughDisk
            ? profile.CopyCostPerPage + profile.DiskCostPerPage
            : profile.CopyCostPerPage;
        double perByte = perPage.TotalSeconds / DataSize.PageBytes;
        _sourceCpuPerByte = source.ControlDomain is null ? 0 : perByte;
        _targetCpuPerByte = target.ControlDomain is null ? 0 : perByte;
    }

    /// <summary>Control-domain processor seconds that copying took at the target so far.</summary>
    public double TargetCpuSeconds { get; private set; }

    /// <summary>A stream of memory from hypervisor to hypervisor.</summary>
    public static PageCopier Stream(
        SimBulk bulk,
        SimHost source,
        SimHost target,
        HypervisorProfile profile
    ) =>
        new(
            bulk,
            source,
            target,
            profile.ControlDomain,
            profile.Migration.StreamWindow,
            throughDisk: false
        );

    /// <summary>Writing an image to the shared storage, or reading one back.</summary>
    public static PageCopier Disk(
        SimBulk bulk,
        SimHost source,
        SimHost target,
        HypervisorProfile profile
    ) =>
        new(
            bulk,
            source,
            target,
            profile.ControlDomain,
            profile.Migration.ReadAhead,
            throughDisk: true
        );

    /// <summary>Copies pages and returns once they are there.</summary>
    /// <returns>False if one of the hosts failed.</returns>
    public async Task<bool> CopyAsync(long bytes, CancellationToken cancellationToken)
    {
        bool completed = await _bulk.TransferAsync(
            new BulkTransfer(
                _source,
                _target,
                bytes,
                _limit,
                _window,
                _sourceCpuPerByte,
                _targetCpuPerByte
            ),
            cancellationToken
        );
        TargetCpuSeconds += bytes * _targetCpuPerByte;
        return completed;
    }

    /// <summary>Copies a number of pages in batches, as an engine does.</summary>
    public async Task<bool> CopyPagesAsync(long pages, CancellationToken cancellationToken)
    {
        while (pages > 0)
        {
            long batch = Math.Min(pages, PreCopyEngine.BatchPages);
            if (!await CopyAsync(batch * DataSize.PageBytes, cancellationToken))
            {
                return false;
            }

            pages -= batch;
        }

        return true;
    }
}
