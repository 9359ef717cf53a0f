namespace MigSim.Lab.Parsing;

/// <summary>One pass over dirty memory, as the save helper reports it.</summary>
/// <param name="Number">Its number, from 0; pass 0 goes over all frame numbers, used or not.</param>
/// <param name="FramesSent">Frames handled by the last report.</param>
/// <param name="FramesTotal">Frames to be handled.</param>
/// <param name="FirstReportAt">When the pass was first heard of, if the lines have a clock.</param>
/// <param name="LastReportAt">When it was last heard of.</param>
public sealed record XlIteration(
    int Number,
    long FramesSent,
    long FramesTotal,
    TimeSpan? FirstReportAt,
    TimeSpan? LastReportAt
)
{
    /// <summary>Gets a value indicating whether all its frames were reported.</summary>
    public bool IsComplete => FramesSent == FramesTotal;
}
