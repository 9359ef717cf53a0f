namespace MigSim.Models.Memory;

/// <summary>What a guest does up to a moment.</summary>
/// <param name="Until">When it ends, in seconds; infinity for the last one.</param>
/// <param name="Curve">How memory is written meanwhile.</param>
public sealed record LoadPhase(double Until, IDirtyCurve Curve);
