using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using MigSim.Cli.Composition;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;

namespace MigSim.Benchmarks;

/// <summary>One run of the paper's scenario: one script, one seed, no files.</summary>
[Config(typeof(Config))]
public class ControlledFailureBenchmarks
{
    private readonly SimulatedBackend _backend = new();
    private Scenario _scenario = null!;
    private ulong _seed;

    /// <summary>Gets or sets the resource script.</summary>
    [Params("live-migrate", "stop-start")]
    public string Script { get; set; } = "";

    /// <summary>Reads the scenario.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "MigSim.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        string path = Path.Combine(folder!, "models", "controlled-failure.yaml");
        _scenario = ScenarioFile.Load(path, [$"script={Script}"]).Points.Single();
    }

    /// <summary>Runs it with the next seed.</summary>
    [Benchmark]
    public RunResult Run() => _backend.Run(_scenario, ++_seed, null, CancellationToken.None);

    private sealed class Config : ManualConfig
    {
        public Config()
        {
            AddJob(
                Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)
                    .WithWarmupCount(20)
                    .WithIterationCount(15)
            );
            AddColumn(StatisticColumn.Median);
            AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default);
        }
    }
}
