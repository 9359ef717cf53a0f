namespace MigSim.Models.Prediction;

/// <summary>Whether a migration comes to an end.</summary>
public enum MigrationVerdict
{
    /// <summary>It does, within the time allowed.</summary>
    Completes,

    /// <summary>It goes on and on.</summary>
    DoesNotConverge,
}
