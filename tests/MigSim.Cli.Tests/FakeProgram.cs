using MigSim.Cli.Commands;
using MigSim.Cli.Labs;
using MigSim.Experiments;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Fakes;

namespace MigSim.Cli.Tests;

/// <summary>The program on a made-up testbed, in this process.</summary>
internal sealed class FakeProgram : IDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public IBackend Backend { get; init; } = new FakeBackend();

    /// <summary>Gets whether scenario files are read, instead of giving <see cref="Study"/>.</summary>
    public bool ReadsScenarios { get; init; }

    public bool IsTerminal { get; init; }

    public Study Study { get; init; } = FakeStudy.Create();

    public TemporaryFolder Place => _place;

    public string Output => _output.ToString();

    public string[] Errors => _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs the study; the results go to the folder <c>out</c>.</summary>
    public int Run(params string[] options) =>
        Invoke(["run", "fake.yaml", "--output", _place["out"], .. options]);

    /// <summary>Runs the study with four replications, unless another number is given, one run after the other.</summary>
    public int RunSerially(params string[] options) =>
        Run([
            .. options.Contains("--replications") ? [] : new[] { "--replications", "4" },
            "--parallel",
            "1",
            .. options,
        ]);

    /// <summary>Calls the program.</summary>
    public int Invoke(params string[] arguments) =>
        MigSimCommand.Invoke(
            arguments,
            new CliEnvironment
            {
                Output = _output,
                Error = _error,
                IsTerminal = IsTerminal,
                ShowsStackTraces = false,
                LoadScenario = (path, overrides, testbed, pointsMax) =>
                    ReadsScenarios ? ScenarioFile.Load(path, overrides, testbed, pointsMax) : Study,
                LoadTestbed = TestbedFile.Load,
                Labs = new LabSupplier(name =>
                    name switch
                    {
                        "MIGSIM_STATE" => _place["state"],
                        "MIGSIM_CACHE" => _place["cache"],
                        _ => null,
                    }
                ),
                CreateSimulation = () => Backend,
            }
        );

    public void Dispose() => _place.Dispose();
}
