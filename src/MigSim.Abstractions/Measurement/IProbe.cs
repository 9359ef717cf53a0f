namespace MigSim.Measurement;

/// <summary>A stream of echo requests.</summary>
public interface IProbe
{
    /// <summary>Yields one sample per request, in order of sequence, lost ones included.</summary>
    IAsyncEnumerable<ProbeSample> PingAsync(ProbeSpec spec, CancellationToken cancellationToken);
}
