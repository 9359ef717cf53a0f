using System.Collections.Immutable;

namespace MigSim.Calibration.Campaigns;

/// <summary>Where an input or a metric of a campaign comes from.</summary>
/// <param name="Name">Its name in the campaign.</param>
/// <param name="Column">The column of the raw file; null for a value that all runs have.</param>
/// <param name="Value">The value that all runs have; null for a column.</param>
/// <param name="Unit">The unit of the column or the value; null for words.</param>
/// <param name="Times">What each value is multiplied by, such as a share of headers.</param>
public sealed record ColumnSource(
    string Name,
    string? Column,
    string? Value,
    MeasureUnit? Unit,
    double Times
)
{
    /// <summary>Gets what stands for each word of the column, such as a file for a name; empty for the words themselves.</summary>
    public ImmutableSortedDictionary<string, string> Words { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Turns a value of the raw file into the unit in which the campaign keeps it.</summary>
    public double Convert(double raw)
    {
        MeasureUnit target = MeasureUnit.OfName(Name) ?? Unit!;
        return raw * Times * Unit!.Factor / target.Factor;
    }
}
