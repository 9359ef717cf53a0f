using System.Collections.Immutable;
using MigSim.Experiments.Reports;

namespace MigSim.Cli.Labs;

/// <summary>A run that a lab did not bring to its end.</summary>
/// <param name="logs">What the tools printed until then.</param>
/// <param name="cause">Why.</param>
internal sealed class LabRunException(ImmutableArray<RunLog> logs, Exception cause)
    : Exception(cause.Message, cause)
{
    public ImmutableArray<RunLog> Logs { get; } = logs;
}
