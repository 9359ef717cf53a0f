using MigSim.Units;

namespace MigSim.Models.Migration;

/// <summary>A toolstack that goes through dirty memory in passes, as Xen's do.</summary>
public sealed record XenSettings : EngineSettings
{
    /// <summary>Gets Xen up to 4.5.</summary>
    public static XenSettings Legacy { get; } = new();

    /// <summary>Gets Xen from 4.6 on: stream version 2.</summary>
    public static XenSettings V2 { get; } =
        new()
        {
            Policy = XenPolicy.V2,
            SkipsRedirtied = false,
            PageHeader = 8,
            BatchHeader = 16,
        };

    /// <summary>Gets the toolstack of 2005 with a rate that adapts, which was off by default.</summary>
    public static XenSettings Adaptive2005 { get; } =
        new() { Policy = XenPolicy.Adaptive2005, Rate = AdaptiveRate.Xen2005 };

    /// <summary>Gets the rule that ends pre-copy.</summary>
    public IPreCopyPolicy Policy { get; init; } = XenPolicy.Legacy;

    /// <summary>Gets whether a page is left out that is dirty again when its turn comes.</summary>
    public bool SkipsRedirtied { get; init; } = true;

    /// <summary>
    /// Gets the share of the pages to be skipped in the first pass that are skipped; below 1 if the pages
    /// that the guest writes lie at the beginning of its memory, where little time has passed.
    /// </summary>
    public double FirstPassSkip { get; init; } = 1;

    /// <summary>Gets what the stream adds to a page, in bytes.</summary>
    public double PageHeader { get; init; }

    /// <summary>Gets what the stream adds to a batch of 1024 pages, in bytes.</summary>
    public double BatchHeader { get; init; }

    /// <summary>Gets the rule of the rate; null if nothing limits it.</summary>
    public AdaptiveRate? Rate { get; init; }

    /// <inheritdoc/>
    public override StreamFormat StoppedFormat =>
        new()
        {
            Page = DataSize.PageBytes + PageHeader + (BatchHeader / PreCopyEngine.BatchPages),
            ZeroPage = DataSize.PageBytes + PageHeader + (BatchHeader / PreCopyEngine.BatchPages),
        };

    /// <inheritdoc/>
    public override IMigrationEngine Create(EngineInputs inputs) =>
        new PreCopyEngine(inputs.Memory, this);
}
