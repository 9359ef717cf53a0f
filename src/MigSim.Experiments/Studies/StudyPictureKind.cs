namespace MigSim.Experiments.Studies;

/// <summary>What a picture of a study shows.</summary>
public enum StudyPictureKind
{
    /// <summary>A metric over one axis, a line with its 95 % band for each value of another.</summary>
    Lines,

    /// <summary>A metric over two axes, as colours.</summary>
    HeatMap,

    /// <summary>One metric against another, a dot for each point; those that no other beats in both are joined.</summary>
    Pareto,
}
