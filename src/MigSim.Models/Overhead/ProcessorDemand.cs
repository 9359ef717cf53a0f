namespace MigSim.Models.Overhead;

/// <summary>What a guest would use of its host's processors.</summary>
/// <param name="Own">Busy processors of its own.</param>
/// <param name="Driver">Busy processors of the control domain on its behalf.</param>
/// <param name="Weight">Its weight, above 0.</param>
/// <param name="DriverCap">How much of the latter it is allowed; no limit if null.</param>
public readonly record struct ProcessorDemand(
    double Own,
    double Driver,
    double Weight,
    double? DriverCap
);
