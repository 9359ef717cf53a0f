using System.Collections.Immutable;
using MigSim.Cli.Labs;
using MigSim.Experiments;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Testbeds;

namespace MigSim.Cli;

/// <summary>What the commands use of the world, so that tests can give them another one.</summary>
internal sealed record CliEnvironment
{
    /// <summary>Gets where results are printed.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Gets where errors and progress are printed.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Gets whether somebody watches, so that progress and colours make sense.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Gets whether an error of the program itself is printed with its stack.</summary>
    public required bool ShowsStackTraces { get; init; }

    /// <summary>
    /// Gets what reads a scenario file with overrides of the command line, for a testbed, with so many points at most.
    /// </summary>
    public required Func<
        string,
        ImmutableArray<string>,
        TestbedDescription?,
        int,
        Study
    > LoadScenario { get; init; }

    /// <summary>Gets what reads a testbed file.</summary>
    public required Func<string, TestbedDescription> LoadTestbed { get; init; }

    /// <summary>Gets what makes labs.</summary>
    public required ILabSupplier Labs { get; init; }

    /// <summary>Gets what makes the simulated backend.</summary>
    public required Func<IBackend> CreateSimulation { get; init; }
}
