namespace MigSim.Time;

/// <summary>
/// Optional for a <see cref="TimeProvider"/>: is told which activities are under way, so that an
/// error can name them.
/// </summary>
public interface IActivityLog
{
    /// <summary>Notes that an activity began.</summary>
    void Started(string activity);

    /// <summary>Notes that an activity ended.</summary>
    void Ended(string activity);
}
