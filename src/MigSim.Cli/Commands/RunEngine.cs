namespace MigSim.Cli.Commands;

/// <summary>Where the runs of a study are made.</summary>
internal enum RunEngine
{
    /// <summary>On this machine.</summary>
    Local,

    /// <summary>On a cluster, in shards that Slurm places.</summary>
    Slurm,
}
