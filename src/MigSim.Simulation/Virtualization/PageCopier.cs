using MigSim.Models.Migration;
using MigSim.Models.Network;
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

    /// <param name="bulk">What carries the pages.</param>
    /// <param name="source">Where they are read.</param>
    /// <param name="target">Where they are written.</param>
    /// <param name="profile">What they cost.</param>
    /// <param name="throughDisk">Whether one end is an image on the shared storage.</param>
    public PageCopier(
        SimBulk bulk,
        SimHost source,
        SimHost target,
        HypervisorProfile profile,
        bool throughDisk
    )
    {
        ControlDomainProfile costs = profile.ControlDomain;
        TimeSpan perPage = costs.CopyCostPerPage;
        _bulk = bulk;
        _source = source;
        _target = target;
        _limit = costs.CopyRate;
        _window = profile.Migration.StreamWindow;
        if (throughDisk)
        {
            perPage += costs.DiskCostPerPage;
            _window = profile.Migration.ReadAhead;
        }

        double perByte = perPage.TotalSeconds / DataSize.PageBytes;
        _sourceCpuPerByte = source.ControlDomain is null ? 0 : perByte;
        _targetCpuPerByte = target.ControlDomain is null ? 0 : perByte;
    }

    /// <summary>Control-domain processor seconds that copying took at the target so far.</summary>
    public double TargetCpuSeconds { get; private set; }

    /// <summary>
    /// The rate of pages when nothing else uses the links and the control domains, in bytes per
    /// second.
    /// </summary>
    public double IdleRate =>
        new[]
        {
            _limit.BytesPerSecond,
            _source.Link(NetworkName.Lan).Up.Capacity / Framing.WirePerByte,
            _target.Link(NetworkName.Lan).Down.Capacity / Framing.WirePerByte,
            (_source.ControlDomain?.Processors ?? 1) / _sourceCpuPerByte,
            (_target.ControlDomain?.Processors ?? 1) / _targetCpuPerByte,
        }.Min();

    /// <summary>Copies pages and returns once they are there.</summary>
    /// <returns>False if one of the hosts failed.</returns>
    public Task<bool> CopyAsync(double bytes, CancellationToken cancellationToken) =>
        CopyAsync(bytes, double.PositiveInfinity, cancellationToken);

    /// <summary>Copies pages at a rate of at most so many bytes per second.</summary>
    /// <returns>False if one of the hosts failed.</returns>
    public async Task<bool> CopyAsync(
        double bytes,
        double rateLimit,
        CancellationToken cancellationToken
    )
    {
        bool completed = await _bulk.TransferAsync(
            new BulkTransfer(
                _source,
                _target,
                bytes,
                rateLimit < _limit.BytesPerSecond
                    ? DataRate.FromBitsPerSecond(rateLimit * 8)
                    : _limit,
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
