namespace MigSim.Lab.Qemu;

/// <summary>What is said on a <see cref="HandOverLink"/>.</summary>
internal sealed record HandOverWord
{
    /// <summary>Gets the machine that the source gives away; the source's word.</summary>
    public string? Yours { get; init; }

    /// <summary>
    /// Gets the seconds from the source's word's arrival until the machine ran; the target's word.
    /// </summary>
    public double? RunningAfterSeconds { get; init; }

    /// <summary>Gets why the machine does not run and never will; the target's word.</summary>
    public string? Refusal { get; init; }
}
