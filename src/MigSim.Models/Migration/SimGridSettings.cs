namespace MigSim.Models.Migration;

/// <summary>Pre-copy as the simulator SimGrid has it: a baseline to compare with.</summary>
/// <remarks>
/// Model card: <c>models/cards/baselines.md</c>. Source: simgrid/simgrid,
/// <c>src/plugins/vm/VmLiveMigration.cpp</c>.
/// </remarks>
public sealed record SimGridSettings : EngineSettings
{
    /// <summary>Gets the downtime that ends pre-copy, in seconds; users cannot set it there.</summary>
    public double DowntimeMax { get; init; } = 0.03;

    /// <inheritdoc/>
    public override IMigrationEngine Create(EngineInputs inputs) => new SimGridEngine(this, inputs);
}
