using MigSim.Experiments.Recording;
using MigSim.Experiments.Scenarios;
using MigSim.Measurement;
using MigSim.Time;

namespace MigSim.Experiments.Web;

/// <summary>The load of a scenario, whose beginning and end are recorded.</summary>
internal static class RecordedLoad
{
    /// <summary>Makes the load on the server's memory page, to its end.</summary>
    public static async Task RunAsync(
        ILoadGenerator load,
        RunClock clock,
        Scenario scenario,
        IRunRecorder recorder,
        CancellationToken cancellationToken
    )
    {
        LoadSpec spec = WebPlacement.Load(scenario, "mem");
        recorder.Record(new RunEvent.LoadBegan(clock.Now, spec));
        LoadReport report = await load.RunAsync(spec, cancellationToken);
        recorder.Record(new RunEvent.LoadEnded(clock.Now, report));
    }
}
