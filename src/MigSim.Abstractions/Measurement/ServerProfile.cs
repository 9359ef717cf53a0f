using MigSim.Units;

namespace MigSim.Measurement;

/// <summary>The constants of a web server, as read from <c>models/servers</c>.</summary>
public sealed record ServerProfile
{
    /// <summary>Gets the name of the profile.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how many connections it serves at once; at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>Gets how many more may wait for a thread before new ones are ignored.</summary>
    public required int Backlog { get; init; }

    /// <summary>Gets the processor time of one request.</summary>
    public required TimeSpan RequestCost { get; init; }

    /// <summary>Gets the size of a request, headers included.</summary>
    public required DataSize Request { get; init; }

    /// <summary>Gets the size of a reply, headers included.</summary>
    public required DataSize Reply { get; init; }

    /// <summary>Gets by how much one call changes the memory that it holds.</summary>
    public required DataSize Step { get; init; }

    /// <summary>Gets how much it may hold.</summary>
    public required DataSize MemoryMax { get; init; }

    /// <summary>Gets what touching that memory costs.</summary>
    public required MemoryAccessCosts Access { get; init; }
}
