using MigSim.Experiments.Input.Axes;

namespace MigSim.Experiments.Input.Studies;

/// <summary>A condition that points must meet.</summary>
/// <param name="Text">It as it is written.</param>
/// <param name="Left">Its left side.</param>
/// <param name="Operator">One of <c>&lt; &lt;= &gt; &gt;= == !=</c>.</param>
/// <param name="Right">Its right side.</param>
internal sealed record Constraint(
    string Text,
    ConstraintSide Left,
    string Operator,
    ConstraintSide Right
)
{
    /// <summary>Tells whether a point with these values of the axes meets it.</summary>
    public bool Holds(ReadOnlySpan<AxisOption> options)
    {
        if (Left.Word(options) is { } left && Right.Word(options) is { } right)
        {
            return (left == right) == (Operator == "==");
        }

        // A value that is no number is reported where it is read.
        return Left.Number(options) is not { } low
            || Right.Number(options) is not { } high
            || Operator switch
            {
                "<" => low < high,
                "<=" => low <= high,
                ">" => low > high,
                ">=" => low >= high,
                "==" => low == high,
                _ => low != high,
            };
    }
}
