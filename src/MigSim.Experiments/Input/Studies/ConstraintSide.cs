using MigSim.Experiments.Input.Axes;

namespace MigSim.Experiments.Input.Studies;

/// <summary>One side of a condition: an axis, or a fixed value.</summary>
/// <param name="Slot">The axis's place among those of a point; -1 for a fixed value.</param>
/// <param name="Factor">What the axis's value is multiplied with.</param>
/// <param name="Value">The fixed value, in the smallest unit.</param>
/// <param name="Text">The fixed value as a point's name has it, if it is no quantity.</param>
/// <param name="IsWord">Whether values are compared as words.</param>
internal sealed record ConstraintSide(
    int Slot,
    decimal Factor,
    decimal Value,
    string Text,
    bool IsWord
)
{
    public string? Word(ReadOnlySpan<AxisOption> options) =>
        !IsWord ? null
        : Slot < 0 ? Text
        : options[Slot].Value.Text;

    public decimal? Number(ReadOnlySpan<AxisOption> options) =>
        Slot < 0 ? Value : options[Slot].Exact * Factor;
}
