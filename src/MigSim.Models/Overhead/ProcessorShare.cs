namespace MigSim.Models.Overhead;

/// <summary>What a guest gets of its host's processors.</summary>
/// <param name="Own">Busy processors of its own.</param>
/// <param name="Driver">Busy processors of the control domain on its behalf.</param>
public readonly record struct ProcessorShare(double Own, double Driver);
