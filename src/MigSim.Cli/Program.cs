using MigSim.Cli;
using MigSim.Cli.Commands;
using MigSim.Cli.Composition;
using MigSim.Cli.Labs;
using MigSim.Experiments.Input;

var environment = new CliEnvironment
{
    Output = Console.Out,
    Error = Console.Error,
    IsTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected,
    ShowsStackTraces = Environment.GetEnvironmentVariable("MIGSIM_DEBUG") == "1",
    LoadScenario = (path, overrides, testbed, pointsMax) =>
        ScenarioFile.Load(path, overrides, testbed, pointsMax),
    LoadTestbed = TestbedFile.Load,
    CreateSimulation = () => new SimulatedBackend(),
    Labs = new LabSupplier(Environment.GetEnvironmentVariable),
};
return MigSimCommand.Invoke(args, environment);
