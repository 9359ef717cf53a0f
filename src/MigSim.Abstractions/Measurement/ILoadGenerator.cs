namespace MigSim.Measurement;

/// <summary>Offers HTTP requests at a given rate and reports what came back.</summary>
public interface ILoadGenerator
{
    /// <summary>Offers a load to its end.</summary>
    /// <returns>What came back; failed calls are counted, not thrown.</returns>
    /// <exception cref="NotSupportedException">The testbed cannot offer it from there.</exception>
    Task<LoadReport> RunAsync(LoadSpec spec, CancellationToken cancellationToken);
}
