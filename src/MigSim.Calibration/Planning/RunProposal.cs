using System.Collections.Immutable;
using MigSim.Calibration.Fitting;

namespace MigSim.Calibration.Planning;

/// <summary>The runs that would narrow the intervals of a fit most within a time.</summary>
/// <param name="Runs">The runs in the order of their use.</param>
/// <param name="Parameters">The parameters with their standard deviations before and after, in basic units.</param>
/// <param name="Notes">What the candidates cannot tell, in words.</param>
public sealed record RunProposal(
    ImmutableArray<PlannedRun> Runs,
    ImmutableArray<(FitParameter Parameter, double Before, double After)> Parameters,
    ImmutableArray<string> Notes
);
