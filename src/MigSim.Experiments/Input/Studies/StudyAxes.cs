using System.Collections.Immutable;
using MigSim.Experiments.Input.Axes;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Input.Studies;

/// <summary>The axes that the section <c>study</c> may name.</summary>
internal sealed class StudyAxes(Sheet sheet, ImmutableArray<Axis> axes)
{
    /// <summary>Gets all of them, narrowed ones too.</summary>
    public ImmutableArray<Axis> All => axes;

    /// <summary>Describes an axis to those who make tables and pictures.</summary>
    public static StudyAxis Describe(Axis axis) =>
        new(axis.Name, axis.Units?.Base ?? "", axis.Range?.IsLogarithmic ?? IsSpacedByRatio(axis));

    /// <summary>Gets the axes whose values are drawn.</summary>
    public ImmutableArray<Axis> Drawn(Axis? sought) =>
        [.. axes.Where(axis => axis.IsContinuous && axis.IsVaried && axis != sought)];

    /// <summary>Finds the axis that a field names; null if there is none.</summary>
    public Axis? Find(MapReader reader, Field<string> field) =>
        reader.Has(field) ? Find(reader.PathOf(field.Name), reader.Get(field)) : null;

    /// <summary>Finds an axis by its name or its whole path; null if there is none.</summary>
    public Axis? Find(string path, string name)
    {
        Axis? found = Find(name);
        if (found is null && sheet.IsGood(path))
        {
            ReportUnknown(path, name);
        }

        return found;
    }

    /// <summary>Finds an axis by its name or its whole path, and reports nothing.</summary>
    public Axis? Find(string name) =>
        axes.FirstOrDefault(axis => axis.Name == name || $"{axis.Path}" == name);

    /// <summary>Reports an axis that there is not.</summary>
    public void ReportUnknown(string path, string name)
    {
        string names = string.Join(", ", axes.Select(axis => axis.Name));
        string problem =
            names.Length == 0
                ? $"unknown axis '{name}'; the scenario has no axis"
                : $"unknown axis '{name}'; the axes are {names}";
        string? nearest = Nearest.Of(name, axes.Select(axis => axis.Name));
        sheet.Report(path, "an axis", $"'{name}'", nearest, problem);
    }

    /// <summary>Reads a value of an axis as points are named by it; null if it has none such.</summary>
    public string? ValueOf(MapReader reader, Field<string> field, Axis axis)
    {
        string value = reader.Get(field);
        string path = reader.PathOf(field.Name);
        string compact = axis.Compact(value);
        if (!reader.Has(field) || !sheet.IsGood(path))
        {
            return null;
        }

        IEnumerable<string> known = axis.Values.Select(node => node.Text);
        if (known.Any(text => axis.Compact(text) == compact))
        {
            return compact;
        }

        // What --set left out is no mistake.
        if (axis.Listed.All(node => axis.Compact(node.Text) != compact))
        {
            string expected = axis.IsContinuous
                ? $"an axis with a list of values, which '{axis.Name}' has not"
                : $"a value of the axis {axis.Name}: {string.Join(", ", known)}";
            sheet.Report(path, expected, $"'{value}'", Nearest.Of(value, known));
        }

        return null;
    }

    /// <summary>
    /// Tells whether the ratios of neighbours in a list differ less than their differences, over a factor of 10 at
    /// least.
    /// </summary>
    private static bool IsSpacedByRatio(Axis axis)
    {
        ImmutableArray<double> values =
        [
            .. axis
                .Values.Select(node => axis.Measure(node.Text))
                .OfType<decimal>()
                .Select(value => (double)value)
                .Order(),
        ];
        if (values.Length < 3 || values[0] <= 0 || values[^1] < 10 * values[0])
        {
            return false;
        }

        var pairs = values.Zip(values.Skip(1)).ToArray();
        double Spread(Func<double, double> scale)
        {
            double[] steps = [.. pairs.Select(pair => scale(pair.Second) - scale(pair.First))];
            return steps.Max() / steps.Min();
        }

        return Spread(Math.Log) < Spread(value => value);
    }
}
