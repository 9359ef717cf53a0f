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
    private readonly double _limit;
    private readonly DataSize _window;
    private readonly double _sourceCpuPerByte;
    private readonly double _targetCpuPerByte;

    /// <summary>Copies to or from an image on the shared storage.</summary>
    /// <param name="bulk">What carries the pages.</param>
    /// <param name="source">Where they are read.</param>
    /// <param name="target">Where they are written.</param>
    /// <param name="profile">What they cost.</param>
    public PageCopier(SimBulk bulk, SimHost source, SimHost target, HypervisorProfile profile)
        : this(
            bulk,
            source,
            target,
            profile.ControlDomain.CopyRate.BytesPerSecond,
            profile.ControlDomain.CopyCostPerPage + profile.ControlDomain.DiskCostPerPage,
            profile.Migration.ReadAhead
        ) { }

    /// <summary>Copies from the memory of one host to that of another.</summary>
    /// <param name="bulk">What carries the pages.</param>
    /// <param name="source">Where they are read.</param>
    /// <param name="target">Where they are written.</param>
    /// <param name="profile">What they cost.</param>
    /// <param name="toolstack">How they are sent.</param>
    public PageCopier(
        SimBulk bulk,
        SimHost source,
        SimHost target,
        HypervisorProfile profile,
        EngineProfile toolstack
    )
        : this(
            bulk,
            source,
            target,
            toolstack.BypassesProcessor
                ? double.PositiveInfinity
                : profile.ControlDomain.CopyRate.BytesPerSecond,
            toolstack.BypassesProcessor ? TimeSpan.Zero : profile.ControlDomain.CopyCostPerPage,
            profile.Migration.StreamWindow
        ) { }

    private PageCopier(
        SimBulk bulk,
        SimHost source,
        SimHost target,
        double rate,
        TimeSpan perPage,
        DataSize window
    )
    {
        _bulk = bulk;
        _source = source;
        _target = target;
        _window = window;
        double perByte = perPage.TotalSeconds / DataSize.PageBytes;
        _sourceCpuPerByte = source.ControlDomain is null ? 0 : perByte;
        _targetCpuPerByte = target.ControlDomain is null ? 0 : perByte;

        // On a long path, or one that loses packets, one connection does not get what the links have.
        SimLink up = source.Link(NetworkName.Lan);
        SimLink down = target.Link(NetworkName.Lan);
        double byLinks = Math.Min(
            up.Description.Bandwidth.BytesPerSecond,
            down.Description.Bandwidth.BytesPerSecond
        );
        double byTcp = TcpLaw.Rate(
            byLinks / Framing.WirePerByte,
            SimLink.RoundTripSeconds(source, target),
            up.Loss,
            window.Bytes
        );
        _limit = Math.Min(rate, byTcp);
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
            _limit,
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
                DataRate.FromBitsPerSecond(8 * Math.Min(rateLimit, _limit)),
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
