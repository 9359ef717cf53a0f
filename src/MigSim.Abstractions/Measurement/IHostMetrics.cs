namespace MigSim.Measurement;

/// <summary>Samples what a host is doing.</summary>
public interface IHostMetrics
{
    /// <summary>Yields a sample at the end of every interval.</summary>
    IAsyncEnumerable<HostSample> SampleAsync(
        HostName host,
        TimeSpan interval,
        CancellationToken cancellationToken
    );
}
