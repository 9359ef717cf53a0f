using MigSim.Cli.Composition;
using MigSim.Experiments.Input;

namespace MigSim.Cli.Tests;

/// <summary>The program's surroundings with the simulator and without labs.</summary>
internal static class SimulatedEnvironment
{
    public static CliEnvironment Create(TextWriter output) =>
        new()
        {
            Output = output,
            Error = output,
            IsTerminal = false,
            ShowsStackTraces = false,
            LoadScenario = (path, sets, testbed, most) =>
                ScenarioFile.Load(path, sets, testbed, most),
            LoadTestbed = TestbedFile.Load,
            Labs = null!,
            CreateSimulation = () => new SimulatedBackend(),
        };
}
