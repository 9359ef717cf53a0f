using System.Collections.Immutable;

namespace MigSim.Lab.Agents;

/// <summary>How a host runs machines with Xen's <c>xl</c>.</summary>
public sealed record XlSettings
{
    /// <summary>Gets the program.</summary>
    public string Program { get; set; } = "xl";

    /// <summary>Gets the name by which the members know each other in <c>xl migrate</c>: member → name.</summary>
    public required ImmutableSortedDictionary<string, string> MigrationHosts { get; init; }

    /// <summary>
    /// Gets the value of <c>xl migrate -s</c>: the remote shell; xl's own default, ssh, if null. An
    /// empty text has the host's name taken as a command that carries the stream.
    /// </summary>
    public string? MigrationShell { get; init; }

    /// <summary>
    /// Gets a library to load into xl so that it prints its passes; they are unknown without it.
    /// </summary>
    public string? ProgressLibrary { get; init; }

    /// <summary>Gets the directory of saved machines, on storage that all members share.</summary>
    public string? StateDirectory { get; init; }
}
