using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Running;

/// <summary>How a study is run.</summary>
/// <param name="Study">What is studied.</param>
/// <param name="FirstSeed">The seed of the first replication of every point; the others follow it.</param>
/// <param name="Replications">How many runs each point has, at least 1; where the study says when to stop, before it is asked.</param>
public sealed record RunPlan(Study Study, ulong FirstSeed, int Replications)
{
    /// <summary>After so many runs more it is asked again whether a mean is known well enough.</summary>
    internal const int Batch = 10;

    private const int EdgeBatch = 5;
    private const int EdgeRunsMax = 200;

    /// <summary>Gets which part of the study is run; null for all of it.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Gets how many runs a point has at most.</summary>
    public int ReplicationsMax =>
        Math.Max(
            Replications,
            Design.Until?.ReplicationsMax ?? (Design.Find is null ? 1 : EdgeRunsMax)
        );

    /// <summary>Gets whether there is more than one run, so that a summary says more.</summary>
    public bool HasSummary => Study.Points.Length > 1 || ReplicationsMax > 1;

    /// <summary>Gets whether every point has one run, so that its report says it all.</summary>
    public bool IsSingle => ReplicationsMax == 1;

    private StudyDesign Design => Study.Design;

    /// <summary>Makes a plan.</summary>
    /// <param name="study">What is studied.</param>
    /// <param name="firstSeed">The seed of the first replication.</param>
    /// <param name="replications">The replications asked for; null for what the study says.</param>
    public static RunPlan Of(Study study, ulong firstSeed, int? replications) =>
        new(
            study,
            firstSeed,
            replications
                ?? study.Design.Replications
                ?? (
                    study.Design.Find is not null ? EdgeBatch
                    : study.Design.Until is not null ? Batch
                    : 1
                )
        );

    /// <summary>Begins the study.</summary>
    public StudyRounds Begin() => new(this);
}
