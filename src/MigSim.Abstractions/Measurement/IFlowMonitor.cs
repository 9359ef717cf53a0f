namespace MigSim.Measurement;

/// <summary>Counts packets by flow at one host's link to the LAN, as NetFlow does.</summary>
public interface IFlowMonitor
{
    /// <summary>Begins to count.</summary>
    Task<IFlowCapture> StartAsync(FlowSpec spec, CancellationToken cancellationToken);
}
