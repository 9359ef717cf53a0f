namespace MigSim.Measurement;

/// <summary>A count of flows that is under way; disposing it gives it up.</summary>
public interface IFlowCapture : IAsyncDisposable
{
    /// <summary>Ends the count.</summary>
    Task<FlowReport> StopAsync(CancellationToken cancellationToken);
}
