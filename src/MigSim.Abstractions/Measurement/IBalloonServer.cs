using MigSim.Units;

namespace MigSim.Measurement;

/// <summary>A web server whose memory grows and shrinks when it is asked to over HTTP.</summary>
/// <remarks>
/// <c>/increase_mem</c> takes a step more, <c>/decrease_mem</c> gives one back, <c>/mem</c> reports;
/// each request also multiplies two small matrices.
/// </remarks>
public interface IBalloonServer
{
    /// <summary>Starts it and returns once it listens.</summary>
    Task StartAsync(ServerSpec spec, CancellationToken cancellationToken);

    /// <summary>Reads how much memory it holds.</summary>
    Task<DataSize> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Has it touch every page that it holds, again and again, and time itself.</summary>
    /// <param name="calls">How often, at least 1.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Seconds a call.</returns>
    Task<SampleSummary> AccessAsync(int calls, CancellationToken cancellationToken);

    /// <summary>Stops it; connections that are open are reset.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
