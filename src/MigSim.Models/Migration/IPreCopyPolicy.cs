namespace MigSim.Models.Migration;

/// <summary>The rule by which a toolstack ends pre-copy: a pure function.</summary>
public interface IPreCopyPolicy
{
    /// <summary>Tells whether the guest shall be stopped for the last pass now.</summary>
    bool ShallStop(in PreCopyProgress progress);
}
