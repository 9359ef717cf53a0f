using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;

namespace MigSim.Calibration.Fitting;

/// <summary>A parameter that is looked for between two bounds.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Paths">The constants of the model that it gives; several share it.</param>
/// <param name="Unit">The unit in which people read it.</param>
/// <param name="From">The least value, in basic units.</param>
/// <param name="To">The greatest one, above it.</param>
public sealed record FitParameter(
    string Name,
    ImmutableArray<string> Paths,
    MeasureUnit Unit,
    double From,
    double To
);
