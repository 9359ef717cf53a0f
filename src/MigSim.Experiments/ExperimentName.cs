namespace MigSim.Experiments;

/// <summary>The names of the experiments, as scenario files write them.</summary>
public static class ExperimentName
{
    /// <summary>A host is taken out of a cluster while its machines are pinged.</summary>
    public const string ControlledFailure = "controlled-failure";

    /// <summary>Response time and processor against the memory of a web server.</summary>
    public const string MemoryCpu = "memory-cpu";
}
