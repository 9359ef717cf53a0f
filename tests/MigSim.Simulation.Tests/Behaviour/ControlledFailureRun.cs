using System.Collections.Immutable;
using MigSim.Cli.Composition;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Simulation.Tests.Behaviour;

/// <summary>Runs of the paper's scenario with single values changed.</summary>
internal static class ControlledFailureRun
{
    public const string LiveMigrate = "script=live-migrate";
    public const string StopStart = "script=stop-start";

    public static RunResult Of(string script, params string[] overrides) =>
        Of(1, [script, .. overrides]);

    public static RunResult Of(ulong seed, IReadOnlyList<string> overrides)
    {
        Study study = ScenarioFile.Load(Path(), overrides);
        return new SimulatedBackend().Run(
            Assert.Single(study.Points),
            seed,
            null,
            TestContext.Current.CancellationToken
        );
    }

    public static double Metric(this RunResult run, string name) =>
        run.Report.Metrics[name] ?? throw new InvalidOperationException($"The run has no {name}.");

    public static string ScenarioPath => Path();

    private static string Path()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder!, "MigSim.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return System.IO.Path.Combine(folder!, "models", "controlled-failure.yaml");
    }
}
