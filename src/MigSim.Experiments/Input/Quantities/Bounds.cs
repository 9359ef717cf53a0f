namespace MigSim.Experiments.Input.Quantities;

/// <summary>The smallest and the greatest value that makes sense, in the smallest unit.</summary>
/// <param name="Min">The smallest value.</param>
/// <param name="MinIncluded">Whether the smallest value itself makes sense.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="MaxText">The greatest value in words.</param>
internal sealed record Bounds(decimal Min, bool MinIncluded, decimal Max, string MaxText)
{
    /// <summary>Gets the smallest value that is not taken for 0.</summary>
    public decimal Resolution { get; init; }

    public bool IsBelow(decimal value) =>
        value < Min || (!MinIncluded && value == Min) || (value != 0 && value < Resolution);

    public bool IsAbove(decimal value) => value > Max;
}
