namespace MigSim.Models.Memory;

/// <summary>One sample of a dirty-memory curve.</summary>
/// <param name="Seconds">How long the guest had run.</param>
/// <param name="Pages">The different pages that it had written.</param>
public readonly record struct CurvePoint(double Seconds, double Pages);
