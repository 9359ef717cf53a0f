using System.Collections.Immutable;
using MigSim.Experiments.Running;

namespace MigSim.Cli.Commands;

/// <summary>What was asked of <c>migsim run</c>.</summary>
internal sealed record RunOptions
{
    /// <summary>The name of the testbed that needs no file.</summary>
    public const string Simulator = "sim";

    /// <summary>Gets the scenario file.</summary>
    public required string Scenario { get; init; }

    /// <summary>Gets the testbed's file, or <see cref="Simulator"/>.</summary>
    public required string Testbed { get; init; }

    /// <summary>Gets the number that fixes all randomness of the first replication.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets how many runs each point has; null for what the study says.</summary>
    public required int? Replications { get; init; }

    /// <summary>Gets the values that replace the file's, as typed.</summary>
    public required ImmutableArray<string> Overrides { get; init; }

    /// <summary>Gets how many runs are made at the same time.</summary>
    public required int Parallel { get; init; }

    /// <summary>Gets whether commands are printed instead of being run.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Gets whether a lab's runs are predicted first, and the predictions scored.</summary>
    public bool IsPredicted { get; init; }

    /// <summary>Gets the campaign that keeps the scores; null for the one that the scenario was fitted by.</summary>
    public string? Campaign { get; init; }

    /// <summary>Gets whether the folders of all runs are kept, however many there are.</summary>
    public required bool Keep { get; init; }

    /// <summary>Gets whether runs count that the journals in the folder have.</summary>
    public bool Resume { get; init; }

    /// <summary>Gets the part of the study that is run; null for all of it.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Gets where the runs are made.</summary>
    public RunEngine Engine { get; init; }

    /// <summary>Gets the options of <c>sbatch</c>, each as <c>name=value</c> or <c>name</c>.</summary>
    public ImmutableArray<string> SlurmOptions { get; init; } = [];

    /// <summary>Gets how many shards the study is divided into on Slurm; null for one a processor.</summary>
    public int? Shards { get; init; }

    /// <summary>Gets whether a study of very many points is run without a question.</summary>
    public bool Yes { get; init; }

    /// <summary>Gets the folder asked for, or null for the usual place.</summary>
    public required string? Output { get; init; }

    /// <summary>Gets whether one JSON document is printed instead of tables.</summary>
    public required bool AsJson { get; init; }
}
