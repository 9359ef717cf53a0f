using System.Collections.Immutable;

namespace MigSim.Experiments.Reports;

/// <summary>Everything needed to run it again.</summary>
public sealed record RunManifest
{
    /// <summary>Gets the scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>Gets the point of the study.</summary>
    public required string Point { get; init; }

    /// <summary>Gets the testbed's name; <c>sim</c> for the simulated one.</summary>
    public required string Testbed { get; init; }

    /// <summary>Gets the number that fixes all randomness.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets the program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the commit that the program was built from, or <c>unknown</c>.</summary>
    public required string Commit { get; init; }

    /// <summary>Gets the overrides given on the command line, as typed.</summary>
    public required ImmutableArray<string> Overrides { get; init; }

    /// <summary>Gets the digests of the files read.</summary>
    public required ImmutableSortedDictionary<string, string> Inputs { get; init; }

    /// <summary>Gets the versions of the tools used; empty when simulated.</summary>
    public required ImmutableSortedDictionary<string, string> Tools { get; init; }

    /// <summary>Gets the hash over all simulated events, in hexadecimal; null on a real testbed.</summary>
    public required string? TraceHash { get; init; }

    /// <summary>Gets the time of day at which the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets whether it was broken off, so that a part of it is missing.</summary>
    public bool IsInterrupted { get; init; }
}
