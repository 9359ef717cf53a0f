namespace MigSim.Simulation.Web;

/// <summary>What a segment of a connection is.</summary>
internal enum SegmentKind
{
    /// <summary>The client asks for a connection.</summary>
    Open,

    /// <summary>The server has it.</summary>
    Opened,

    /// <summary>The client asks for a page.</summary>
    Request,

    /// <summary>The page.</summary>
    Reply,

    /// <summary>The server knows of no such connection, or listens to none.</summary>
    Reset,
}
