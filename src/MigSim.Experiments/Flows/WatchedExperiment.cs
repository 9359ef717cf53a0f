using System.Collections.Immutable;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using MigSim.Time;

namespace MigSim.Experiments.Flows;

/// <summary>An experiment during which the flows at one host are counted.</summary>
public sealed class WatchedExperiment(IExperiment inner, RunClock clock, IFlowMonitor monitor)
    : IExperiment
{
    /// <inheritdoc/>
    public Task SetUpAsync(Scenario scenario, CancellationToken cancellationToken) =>
        inner.SetUpAsync(scenario, cancellationToken);

    /// <inheritdoc/>
    public async Task RunAsync(
        Scenario scenario,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        FlowPlan plan = scenario.Flows!;
        var spec = new FlowSpec(plan.Host, plan.FramesPerSample);
        await using IFlowCapture capture = await monitor.StartAsync(spec, cancellationToken);
        await inner.RunAsync(scenario, recorder, cancellationToken);
        FlowReport report = await capture.StopAsync(cancellationToken);
        recorder.Record(new RunEvent.FlowsCounted(clock.Now, report));
    }

    /// <inheritdoc/>
    public ImmutableSortedDictionary<string, double?> Measure(
        Scenario scenario,
        ImmutableArray<RunEvent> events,
        ImmutableArray<ProbeSample> samples
    )
    {
        FlowReport? report = events.OfType<RunEvent.FlowsCounted>().LastOrDefault()?.Report;
        return inner
            .Measure(scenario, events, samples)
            .SetItem("flows.count", report?.Flows.Length)
            .SetItem("flows.packets", report?.Flows.Sum(flow => flow.Packets))
            .SetItem("flows.bytes", report?.Flows.Sum(flow => flow.Size.Bytes));
    }

    /// <summary>Gets the names of the metrics that are added.</summary>
    public static ImmutableArray<string> Names { get; } =
    ["flows.count", "flows.packets", "flows.bytes"];
}
