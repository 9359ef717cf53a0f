using System.Collections.Immutable;

namespace MigSim.Models.Memory;

/// <summary>One load after the other; each writes pages of its own.</summary>
/// <param name="phases">The phases in order of time; after the last one nothing is written.</param>
public sealed class PhasedCurve(ImmutableArray<LoadPhase> phases) : IDirtyCurve
{
    /// <inheritdoc/>
    public double SteadyFrom
    {
        get
        {
            LoadPhase? last = phases.IsEmpty ? null : phases[^1];
            bool isEndless = last is not null && double.IsPositiveInfinity(last.Until);
            int ended = isEndless ? phases.Length - 2 : phases.Length - 1;
            return ended < 0 ? 0 : phases[ended].Until;
        }
    }

    /// <inheritdoc/>
    public double UniquePages(double from, double seconds)
    {
        double pages = 0;
        double begins = 0;
        foreach (LoadPhase phase in phases)
        {
            double since = Math.Max(from, begins);
            double until = Math.Min(from + seconds, phase.Until);
            if (until > since)
            {
                pages += phase.Curve.UniquePages(since - begins, until - since);
            }

            begins = phase.Until;
        }

        return pages;
    }
}
