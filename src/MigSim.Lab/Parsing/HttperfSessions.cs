namespace MigSim.Lab.Parsing;

/// <summary>What became of httperf's sessions.</summary>
/// <param name="Completed">Sessions that ended well.</param>
/// <param name="Total">All sessions.</param>
/// <param name="PerSecond">Sessions that ended well, per second of the test.</param>
public sealed record HttperfSessions(int Completed, int Total, double PerSecond);
