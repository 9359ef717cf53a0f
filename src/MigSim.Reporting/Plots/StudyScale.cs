using System.Globalization;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Studies;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MigSim.Reporting.Plots;

/// <summary>Where the values of an axis or a metric are drawn, and what is written beside them.</summary>
internal sealed class StudyScale
{
    /// <summary>Values that are further apart than this are told apart by their ratio only.</summary>
    private const double LinearRatioMax = 30;

    private static readonly double[][] s_steps =
    [
        [1],
        [1, 2, 5],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ];

    private readonly string[] _words;

    private StudyScale(string label, bool isLogarithmic, string[] words, Tick[] ticks)
    {
        Label = label;
        IsLogarithmic = isLogarithmic;
        _words = words;
        Marks = ticks;
    }

    /// <summary>Gets what the scale is called, with its unit.</summary>
    public string Label { get; }

    /// <summary>Gets the ticks.</summary>
    public IReadOnlyList<Tick> Marks { get; }

    /// <summary>Gets whether equal ratios are equal distances.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Makes the scale of an axis: of its numbers, or else one place for each word.</summary>
    public static StudyScale Of(StudyAxis axis, IReadOnlyCollection<AxisValue> values)
    {
        if (values.Any(value => value.Number is null))
        {
            return OfPlaces(axis, values);
        }

        double[] numbers = [.. values.Select(value => value.Number!.Value).Distinct().Order()];
        bool isLogarithmic = numbers[0] > 0 && (axis.IsLogarithmic || IsWide(numbers));
        (double factor, string unit) = AxisText.UnitFor(numbers[^1], axis.Unit);
        return isLogarithmic
            ? new StudyScale(
                axis.Name,
                true,
                [],
                LogTicks(numbers, v => AxisText.Format(v, axis.Unit), axis.Unit == "B")
            )
            : new StudyScale(
                unit.Length == 0 ? axis.Name : $"{axis.Name} ({unit})",
                false,
                [],
                LinearTicks(numbers, factor)
            );
    }

    /// <summary>Makes a scale with one place for each value, as for the cells of a map.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">Its values, in the order of their places.</param>
    public static StudyScale OfPlaces(StudyAxis axis, IReadOnlyCollection<AxisValue> values)
    {
        const int TicksMax = 14;
        AxisValue[] places = [.. values.DistinctBy(value => value.Text)];
        int every = 1 + ((places.Length - 1) / TicksMax);
        return new StudyScale(
            axis.Name,
            false,
            [.. places.Select(value => value.Text)],
            [
                .. places
                    .Select(
                        (value, place) =>
                            new Tick(
                                place,
                                value.Number is { } number
                                    ? AxisText.Format(number, axis.Unit)
                                    : value.Text
                            )
                    )
                    .Where(tick => tick.Place % every == 0),
            ]
        );
    }

    /// <summary>Makes the scale of a metric, in the unit in which people read it.</summary>
    /// <param name="metric">Its name.</param>
    /// <param name="values">Values in that unit (<see cref="InUnit"/>).</param>
    public static StudyScale Of(string metric, IEnumerable<double> values)
    {
        double[] numbers = [.. values.Distinct().Order()];
        string unit = MetricText.Unit(metric);
        string label = MetricText.Describe(metric) + (unit.Length == 0 ? "" : $" ({unit})");
        return numbers.Length == 0 ? new StudyScale(label, false, [], [])
            : numbers[0] > 0 && IsWide(numbers)
                ? new StudyScale(label, true, [], LogTicks(numbers, Text, isBinary: false))
            : new StudyScale(label, false, [], LinearTicks(numbers, 1));
    }

    /// <summary>Converts a metric into the unit in which people read it.</summary>
    public static double InUnit(string metric, double value) =>
        MetricText.Unit(metric) == "MiB" ? value / (1024 * 1024) : value;

    /// <summary>Gets the place of a value of an axis.</summary>
    public double Place(AxisValue value) =>
        _words.Length > 0 ? Array.IndexOf(_words, value.Text) : Place(value.Number!.Value);

    /// <summary>Gets the place of a number.</summary>
    public double Place(double number) => IsLogarithmic ? Math.Log10(number) : number;

    /// <summary>Writes ticks and label along a side of a plot.</summary>
    public void Write(IAxis axis)
    {
        axis.Label.Text = Label;
        axis.TickGenerator = Ticks();
    }

    /// <summary>Makes the ticks.</summary>
    public ITickGenerator Ticks() =>
        new NumericManual(
            [.. Marks.Select(tick => tick.Place)],
            [.. Marks.Select(tick => tick.Text)]
        );

    private static bool IsWide(double[] sorted) => sorted[^1] / sorted[0] >= LinearRatioMax;

    // As few ticks as tell where one is; beyond the ends too, as the picture has margins.
    private static Tick[] LogTicks(double[] sorted, Func<double, string> text, bool isBinary)
    {
        const int TicksMin = 4;
        const int TicksMax = 12;
        double decades = Math.Log10(sorted[^1] / sorted[0]);
        if (isBinary)
        {
            int from = (int)Math.Floor(Math.Log2(sorted[0]));
            int to = (int)Math.Ceiling(Math.Log2(sorted[^1]));
            int step = 1 + ((to - from) / TicksMax);
            return [.. Range(from, to, step).Select(power => Logarithm(Math.Pow(2, power)))];
        }

        int first = (int)Math.Floor(Math.Log10(sorted[0]));
        int last = (int)Math.Ceiling(Math.Log10(sorted[^1]));
        double[] steps =
            s_steps.FirstOrDefault(steps => steps.Length * decades >= TicksMin) ?? s_steps[^1];
        int every = 1 + ((last - first) / TicksMax);
        return
        [
            .. Range(first, last, every)
                .SelectMany(power => steps.Select(step => Logarithm(step * Math.Pow(10, power)))),
        ];

        Tick Logarithm(double value) => new(Math.Log10(value), text(value));
    }

    private static Tick[] LinearTicks(double[] sorted, double factor)
    {
        const int TicksWanted = 8;
        double low = sorted[0] / factor;
        double high = sorted[^1] / factor;
        double width = high > low ? high - low : Math.Max(Math.Abs(high), 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(width / TicksWanted)));
        double step = power * s_steps[1].Append(10).First(s => s * power >= width / TicksWanted);
        int begin = (int)Math.Floor((low - width) / step);
        int end = (int)Math.Ceiling((high + width) / step);
        return
        [
            .. Range(begin, end, 1)
                .Select(i => new Tick(i * step * factor, Text(Math.Round(i * step, 12)))),
        ];
    }

    private static IEnumerable<int> Range(int from, int to, int step)
    {
        for (int i = from; i <= to; i += step)
        {
            yield return i;
        }
    }

    private static string Text(double value) =>
        value.ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>What is written at a place.</summary>
    internal readonly record struct Tick(double Place, string Text);
}
