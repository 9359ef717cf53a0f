using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Axes;

/// <summary>All values between two.</summary>
/// <param name="From">The first, as it is written.</param>
/// <param name="To">The last, as it is written.</param>
/// <param name="First">The first, in the smallest unit.</param>
/// <param name="Last">The last, greater than the first, in the smallest unit.</param>
/// <param name="IsLogarithmic">Whether it is divided by ratio.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Place">Where it is written.</param>
internal sealed record AxisRange(
    string From,
    string To,
    decimal First,
    decimal Last,
    bool IsLogarithmic,
    Kind Kind,
    Place Place
)
{
    /// <summary>How exactly the values of a range are written.</summary>
    public const int Digits = 4;

    /// <summary>How exactly the values of a search are written.</summary>
    public const int SearchDigits = 5;

    private const decimal PageBytes = 4096;

    private readonly QuantityText _text = new(
        Kind.Units!,
        UnitOf(From, To),
        GrainOf(Kind, First, Last)
    );

    /// <summary>Gets the value at a share of the way, 0 to 1.</summary>
    public decimal At(double share)
    {
        if (share is <= 0 or >= 1)
        {
            return share <= 0 ? First : Last;
        }

        if (!IsLogarithmic)
        {
            return First + ((Last - First) * (decimal)share);
        }

        double ratio = Math.Log((double)Last) - Math.Log((double)First);
        decimal value = (decimal)Math.Exp(Math.Log((double)First) + (ratio * share));
        return Math.Clamp(value, First, Last);
    }

    /// <summary>Converts a number of the base unit; what is beyond an end becomes the end.</summary>
    public decimal FromBase(double number)
    {
        double smallest = number * (double)Kind.Units!.Units[Kind.Units.Base];
        return smallest <= (double)First ? First
            : smallest >= (double)Last ? Last
            : (decimal)smallest;
    }

    /// <summary>Writes a value, rounded to what people read; the ends as they are written.</summary>
    public ScalarNode Write(decimal value, int digits = Digits) =>
        new(
            Place,
            value <= First ? From
                : value >= Last ? To
                : Inside(_text.Round(value, digits))
        );

    /// <summary>Writes a value as it is.</summary>
    public ScalarNode WriteExact(decimal value) =>
        new(
            Place,
            value == First ? From
                : value == Last ? To
                : _text.Exact(value)
        );

    // Rounding may lead just past an end.
    private string Inside(string text) =>
        Kind.Measure(text) is not { } value || value < First ? From
        : value > Last ? To
        : text;

    /// <summary>Finds the unit of one end; a plain 0 has none.</summary>
    private static string UnitOf(string from, string to)
    {
        string unit = UnitFamily.Split(from).Unit;
        return unit.Length > 0 ? unit : UnitFamily.Split(to).Unit;
    }

    /// <summary>Between sizes of whole pages are sizes of whole pages.</summary>
    private static decimal GrainOf(Kind kind, decimal first, decimal last)
    {
        bool isPages =
            kind.Units == UnitFamily.Sizes && first % PageBytes == 0 && last % PageBytes == 0;
        return isPages ? PageBytes
            : kind.IsWhole ? 1
            : 0;
    }
}
