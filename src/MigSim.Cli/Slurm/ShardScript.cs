using MigSim.Cli.Commands;
using MigSim.Experiments.Running;
using MigSim.Lab.Shell;

namespace MigSim.Cli.Slurm;

/// <summary>The script of a job array: each task makes the shard of its index, by this very program.</summary>
internal static class ShardScript
{
    /// <summary>Writes the script.</summary>
    /// <param name="options">What was asked of this program.</param>
    /// <param name="plan">The study.</param>
    /// <param name="output">The folder of the study.</param>
    /// <param name="shardCount">How many shards there are.</param>
    public static string Of(RunOptions options, RunPlan plan, string output, int shardCount)
    {
        string[] words =
        [
            .. Program(),
            "run",
            Path.GetFullPath(options.Scenario),
            "--seed",
            $"{options.Seed}",
            "--replications",
            $"{plan.Replications}",
            .. options.Overrides.SelectMany(text => new[] { "--set", text }),
            "--output",
            Path.GetFullPath(output),
            .. options.Keep ? ["--keep"] : Array.Empty<string>(),
            .. options.Yes ? ["--yes"] : Array.Empty<string>(),
            "--resume",
        ];
        return "#!/bin/sh\nexec "
            + PosixQuoting.Join(words)
            + $" --shard \"$SLURM_ARRAY_TASK_ID/{shardCount}\""
            + " --parallel \"${SLURM_CPUS_PER_TASK:-1}\"\n";
    }

    // The program is its own executable, or an assembly that dotnet runs.
    private static string[] Program()
    {
        string process = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? [process, typeof(ShardScript).Assembly.Location]
            : [process];
    }
}
