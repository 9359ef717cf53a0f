using MigSim.Lab.Parsing;
using MigSim.Virtualization;

namespace MigSim.Lab.Xen;

/// <summary>Says how a migration ended, from what is seen of its machine on both hosts.</summary>
/// <remarks>
/// What the hosts list has the last word. What <c>xl</c> said counts only where a list is missing: a
/// host that is silent after permission was given may have started the machine or may resume it.
/// </remarks>
internal static class XlVerdict
{
    /// <summary>Says how it ended.</summary>
    /// <param name="source">The last look at the source.</param>
    /// <param name="target">The last look at the target.</param>
    /// <param name="log">What xl printed.</param>
    /// <param name="stayed">What it means if the machine goes on at the source.</param>
    /// <exception cref="HypervisorException">The machine runs on both hosts.</exception>
    public static MigrationStatus Of(
        XlSighting source,
        XlSighting target,
        XlMigrationLog log,
        MigrationStatus stayed
    )
    {
        if (source.Runs && target.Runs)
        {
            throw new HypervisorException(
                HypervisorError.ToolFailed,
                "A machine runs on both ends of its migration: destroy one of the two."
            );
        }

        if (source.Runs)
        {
            return stayed;
        }

        if (target.Runs)
        {
            return MigrationStatus.Completed;
        }

        if (source.State is VmState.Crashed)
        {
            return MigrationStatus.Aborted;
        }

        if (source.IsKnown && target.IsKnown)
        {
            return IsSomewhere(source) || IsSomewhere(target)
                ? MigrationStatus.Ambiguous
                : MigrationStatus.SourceFailed;
        }

        return source.IsKnown || log.Has(XlMigrationPhase.PermissionGiven)
            ? MigrationStatus.Ambiguous
            : MigrationStatus.SourceFailed;
    }

    private static bool IsSomewhere(XlSighting sighting) =>
        sighting.State is not null || sighting.IsIncoming || sighting.IsAway;
}
