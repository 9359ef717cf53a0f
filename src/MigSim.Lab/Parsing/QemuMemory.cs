using MigSim.Units;

namespace MigSim.Lab.Parsing;

/// <summary>The part of <c>query-migrate</c> about memory.</summary>
/// <param name="Transferred">Data sent, with the stream's own records.</param>
/// <param name="Remaining">Memory still to be sent.</param>
/// <param name="Total">Memory of the guest.</param>
/// <param name="NormalPages">Pages sent in full.</param>
/// <param name="DuplicatePages">Pages sent as a single byte, mostly zeros.</param>
/// <param name="PageSize">The size of a page.</param>
/// <param name="DirtySyncCount">How often dirty pages were collected.</param>
/// <param name="DirtyPagesRate">Pages dirtied in a second.</param>
/// <param name="MegabitsPerSecond">The throughput.</param>
/// <param name="PostCopyRequests">Pages that the target had to ask for.</param>
public sealed record QemuMemory(
    DataSize Transferred,
    DataSize Remaining,
    DataSize Total,
    long NormalPages,
    long DuplicatePages,
    DataSize PageSize,
    long DirtySyncCount,
    long DirtyPagesRate,
    double MegabitsPerSecond,
    long PostCopyRequests
);
