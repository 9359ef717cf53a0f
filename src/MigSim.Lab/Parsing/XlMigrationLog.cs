using System.Collections.Immutable;

namespace MigSim.Lab.Parsing;

/// <summary>What <c>xl -vvv migrate</c> or <c>xl -vvv migrate-receive</c> printed.</summary>
/// <param name="Outcome">What the source says of the end.</param>
/// <param name="Marks">The phases, in the order of their announcement.</param>
/// <param name="Iterations">
/// The passes over dirty memory; none if the tool hides its progress, as it does by default.
/// </param>
/// <param name="Errors">The lines that report an error.</param>
public sealed record XlMigrationLog(
    XlMigrationOutcome Outcome,
    ImmutableArray<XlMigrationMark> Marks,
    ImmutableArray<XlIteration> Iterations,
    ImmutableArray<string> Errors
)
{
    /// <summary>Gets when a phase was first announced, if it was and the lines have a clock.</summary>
    public TimeSpan? TimeOf(XlMigrationPhase phase)
    {
        foreach (XlMigrationMark mark in Marks)
        {
            if (mark.Phase == phase)
            {
                return mark.At;
            }
        }

        return null;
    }

    /// <summary>Tells whether a phase was announced.</summary>
    public bool Has(XlMigrationPhase phase) => Marks.Any(mark => mark.Phase == phase);
}
