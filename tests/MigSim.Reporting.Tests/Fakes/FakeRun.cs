using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Fakes;

/// <summary>The result of a run that was never made.</summary>
public static class FakeRun
{
    public static RunResult Result(Scenario? scenario = null, ulong seed = 1) =>
        new FakeBackend().Run(
            scenario ?? FakeStudy.CreateScenario(),
            seed,
            progress: null,
            CancellationToken.None
        );
}
