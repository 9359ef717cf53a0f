using System.Collections.Immutable;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using MigSim.Time;

namespace MigSim.Experiments.Web;

/// <summary>An experiment during which a web server is asked for pages.</summary>
public sealed class LoadedExperiment(
    IExperiment inner,
    RunClock clock,
    IBalloonServer server,
    ILoadGenerator load
) : IExperiment
{
    /// <inheritdoc/>
    public async Task SetUpAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        await inner.SetUpAsync(scenario, cancellationToken);
        await server.StartAsync(WebPlacement.Server(scenario), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RunAsync(
        Scenario scenario,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        await using var scope = new TaskScope(clock, cancellationToken);

        // The run's clock begins as soon as the experiment is asked to run.
        Task running = scope.Start(
            "experiment",
            token => inner.RunAsync(scenario, recorder, token)
        );
        Task loading = scope.Start(
            "load",
            token => RecordedLoad.RunAsync(load, clock, scenario, recorder, token)
        );
        await Task.WhenAll(running, loading);
        await server.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ImmutableSortedDictionary<string, double?> Measure(
        Scenario scenario,
        ImmutableArray<RunEvent> events,
        ImmutableArray<ProbeSample> samples
    )
    {
        ImmutableSortedDictionary<string, double?>.Builder metrics = inner
            .Measure(scenario, events, samples)
            .ToBuilder();
        LoadMetrics.Add(metrics, events);
        LoadWindows.Add(metrics, scenario, events);
        return metrics.ToImmutable();
    }
}
