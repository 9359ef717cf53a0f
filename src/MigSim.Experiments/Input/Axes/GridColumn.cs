using System.Collections.Immutable;
using System.Globalization;

namespace MigSim.Experiments.Input.Axes;

/// <summary>Axes whose values change together.</summary>
internal sealed class GridColumn
{
    private const int SampleDigits = 4;
    private readonly ImmutableArray<int> _slots;
    private readonly ImmutableArray<ImmutableArray<AxisOption>> _values;

    private GridColumn(ImmutableArray<int> slots, ImmutableArray<ImmutableArray<AxisOption>> values)
    {
        _slots = slots;
        _values = values;
        Count = values[0].Length;
    }

    /// <summary>Gets how many values each of the axes has.</summary>
    public int Count { get; }

    /// <summary>Makes a column of axes in lockstep, or of a single axis.</summary>
    public static GridColumn Of(ImmutableArray<Axis> all, ImmutableArray<Axis> group) =>
        new(
            [.. group.Select(axis => all.IndexOf(axis))],
            [
                .. group.Select(axis =>
                    axis.Values.Select(node => AxisOption.Of(axis, node)).ToImmutableArray()
                ),
            ]
        );

    /// <summary>Makes a column of axes whose values are drawn, by rows of the unit cube.</summary>
    public static GridColumn Of(
        ImmutableArray<Axis> all,
        ImmutableArray<Axis> drawn,
        double[][] rows
    ) =>
        new(
            [.. drawn.Select(axis => all.IndexOf(axis))],
            [
                .. drawn.Select(
                    (axis, i) =>
                        rows.Select(row =>
                                AxisOption.Of(axis, axis.Range!.Write(axis.Range.At(row[i])))
                            )
                            .ToImmutableArray()
                ),
            ]
        );

    /// <summary>Puts its values into those of a point.</summary>
    public void Fill(AxisOption[] options, int value)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            options[_slots[i]] = _values[i][value];
        }
    }

    /// <summary>Names a sample by its number, from 0 on.</summary>
    public string SampleLabel(int value)
    {
        int digits = Math.Max(
            SampleDigits,
            (Count - 1).ToString(CultureInfo.InvariantCulture).Length
        );
        return $"sample={value.ToString($"D{digits}", CultureInfo.InvariantCulture)}";
    }
}
