namespace MigSim.Calibration.Suites;

/// <summary>How well one output was predicted in one group of cases of one role.</summary>
/// <param name="Role">The role of the cases.</param>
/// <param name="Group">The group.</param>
/// <param name="Output">What is predicted.</param>
/// <param name="Count">How many cases were measured.</param>
/// <param name="Mean">The mean absolute error, as a share.</param>
/// <param name="Max">The greatest one.</param>
/// <param name="LeftOut">
/// The mean absolute error when each case, with the others of its cell, is left out of the fit; null
/// where nothing is fitted.
/// </param>
/// <param name="Floor">
/// What is left if every cell has a constant of its own, or the spread from run to run; null if neither
/// is known.
/// </param>
/// <param name="Target">The error that is aimed at, as a share; null if none is.</param>
public sealed record AccuracyRow(
    CaseRole Role,
    string Group,
    SuiteOutput Output,
    int Count,
    double Mean,
    double Max,
    double? LeftOut,
    double? Floor,
    double? Target
)
{
    /// <summary>Gets whether the error that is aimed at is reached; true if none is.</summary>
    public bool Holds => Target is null || Mean <= Target;
}
