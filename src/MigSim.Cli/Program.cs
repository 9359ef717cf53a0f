using MigSim.Cli;
using MigSim.Cli.Commands;
using MigSim.Cli.Composition;
using MigSim.Experiments.Input;

var environment = new CliEnvironment
{
    Output = Console.Out,
    Error = Console.Error,
    IsTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected,
    ShowsStackTraces = Environment.GetEnvironmentVariable("MIGSIM_DEBUG") == "1",
    LoadScenario = (path, overrides) => ScenarioFile.Load(path, overrides),
    CreateSimulation = () => new SimulatedBackend(),
};
return MigSimCommand.Invoke(args, environment);
