namespace MigSim.Calibration.Suites;

/// <summary>An accuracy that is aimed at.</summary>
/// <param name="Group">The group of cases; <c>all</c> for all of them.</param>
/// <param name="Output">What is predicted.</param>
/// <param name="Percent">The mean absolute error, in percent.</param>
public sealed record SuiteTarget(string Group, SuiteOutput Output, double Percent);
