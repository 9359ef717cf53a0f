namespace MigSim.Lab.Parsing;

/// <summary>Connections that took about as long.</summary>
/// <param name="Seconds">The middle of the bin.</param>
/// <param name="Count">Their number.</param>
public readonly record struct HttperfBin(double Seconds, int Count);
