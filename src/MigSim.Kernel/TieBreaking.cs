namespace MigSim.Kernel;

/// <summary>How events with equal time and order are ranked.</summary>
public enum TieBreaking
{
    /// <summary>In the order they were scheduled. For results.</summary>
    FirstScheduledFirst,

    /// <summary>
    /// In an order drawn from the seed. For tests that hunt hidden order dependence.
    /// </summary>
    SeededShuffle,
}
