using System.Collections.Immutable;
using System.Globalization;

namespace MigSim.Experiments.Input.Quantities;

/// <summary>Writes quantities of one axis so that people can read them.</summary>
/// <param name="units">The units of the quantity.</param>
/// <param name="unit">A unit that the axis is written with; others of its series are used too.</param>
/// <param name="grain">What values are whole multiples of, in the smallest unit; 0 for anything.</param>
internal sealed class QuantityText(UnitFamily units, string unit, decimal grain)
{
    private const int ExactDecimals = 3;

    // A digit less is better than a smaller unit.
    private const int DigitsMin = 3;

    private readonly ImmutableArray<(string Name, decimal Factor)> _series =
    [
        .. units.SeriesOf(unit).Select(name => (name, units.Units[name])),
    ];

    /// <summary>Writes a value to a number of significant digits, or as close as the grain allows.</summary>
    public string Round(decimal value, int digits)
    {
        for (int i = Largest(value); i >= 0; i--)
        {
            for (int shown = digits; shown >= Math.Min(digits, DigitsMin); shown--)
            {
                decimal rounded = Significant(value / _series[i].Factor, shown) * _series[i].Factor;
                if (grain == 0 || rounded % grain == 0)
                {
                    return Exact(rounded);
                }
            }
        }

        return Exact(decimal.Round(value / grain) * grain);
    }

    /// <summary>Writes a value as it is, in the largest unit in which it is short.</summary>
    public string Exact(decimal value)
    {
        for (int i = Largest(value); i > 0; i--)
        {
            decimal number = value / _series[i].Factor;
            if (
                decimal.Round(number, ExactDecimals) == number
                && number * _series[i].Factor == value
            )
            {
                return Write(number, i);
            }
        }

        return Write(value / _series[0].Factor, 0);
    }

    /// <summary>Rounds to significant digits.</summary>
    private static decimal Significant(decimal number, int digits)
    {
        if (number == 0)
        {
            return 0;
        }

        int whole = (int)Math.Floor(Math.Log10((double)Math.Abs(number))) + 1;
        decimal power = 1;
        for (int i = digits; i < whole; i++)
        {
            power *= 10;
        }

        int decimals = Math.Clamp(digits - whole, 0, 28);
        return decimal.Round(number / power, decimals) * power;
    }

    private int Largest(decimal value)
    {
        int largest = _series.Length - 1;
        while (largest > 0 && Math.Abs(value) < _series[largest].Factor)
        {
            largest--;
        }

        return value == 0
            ? units.SeriesOf(unit).IndexOf(unit) is var own and >= 0
                ? own
                : 0
            : largest;
    }

    private string Write(decimal number, int index)
    {
        string text = number.ToString(
            "0.############################",
            CultureInfo.InvariantCulture
        );
        return $"{text} {_series[index].Name}".TrimEnd();
    }
}
