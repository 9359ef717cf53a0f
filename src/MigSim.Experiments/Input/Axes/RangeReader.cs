using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Input.Fields;
using MigSim.Experiments.Input.Quantities;
using MigSim.Experiments.Input.Reading;
using MigSim.Experiments.Input.Tree;

namespace MigSim.Experiments.Input.Axes;

/// <summary>Reads a range; it is of use only if no error was reported.</summary>
internal sealed class RangeReader
{
    private const int ValuesMax = 1_000_000;
    private readonly Sheet _sheet;
    private readonly MapReader _reader;
    private readonly SetPath _path;
    private readonly Kind _kind;

    private RangeReader(SetPath path, MapNode node, Kind kind, ErrorList errors)
    {
        _path = path;
        _kind = kind;
        _sheet = new Sheet(errors, new SharedParts());
        _reader = new MapReader(_sheet, "", $"the range of '{path}'", node, RangeFields.Range);
    }

    /// <summary>Reads a range and its values, none if it is continuous; null if it is wrong.</summary>
    public static (AxisRange Range, ImmutableArray<ScalarNode> Values)? Read(
        SetPath path,
        MapNode node,
        Kind kind,
        ErrorList errors
    )
    {
        if (kind.Units is null)
        {
            string problem =
                $"'{path}' is no quantity, and has no range: write a list of its values";
            errors.Add(node.Place, kind.Expected, "a range", null, problem);
            return null;
        }

        int before = errors.Count;
        var reader = new RangeReader(path, node, kind, errors);
        var range = reader.ReadEnds(node.Place);
        if (range is null || errors.Count > before)
        {
            return null;
        }

        ImmutableArray<ScalarNode> values = reader.ReadValues(range);
        return errors.Count > before ? null : (range, values);
    }

    private AxisRange? ReadEnds(Place place)
    {
        string from = _reader.Get(RangeFields.From).Trim();
        string to = _reader.Get(RangeFields.To).Trim();
        bool isLogarithmic = _reader.Get(RangeFields.IsLogarithmic);
        decimal? first = Measure(RangeFields.From, from);
        decimal? last = Measure(RangeFields.To, to);
        if (first is null || last is null)
        {
            return null;
        }

        if (first >= last)
        {
            string problem = $"the range of '{_path}' ends at '{to}', which is not above '{from}'";
            _sheet.Report(RangeFields.To.Name, $"more than '{from}'", $"'{to}'", null, problem);
            return null;
        }

        if (isLogarithmic && first <= 0)
        {
            string problem = $"a logarithmic range cannot begin at '{from}': it begins above 0";
            _sheet.Report(RangeFields.From.Name, "more than 0", $"'{from}'", null, problem);
        }

        return new AxisRange(from, to, first.Value, last.Value, isLogarithmic, _kind, place);
    }

    private decimal? Measure(Field<string> field, string text)
    {
        if (_reader.Has(field) && _sheet.IsGood(field.Name))
        {
            if (_kind.Mistake(text) is not { } mistake)
            {
                return _kind.Measure(text);
            }

            _sheet.Report(field.Name, mistake.Expected, $"'{text}'", mistake.Nearest);
        }

        return null;
    }

    private ImmutableArray<ScalarNode> ReadValues(AxisRange range)
    {
        bool hasStep = _reader.Has(RangeFields.Step);
        int steps = _reader.Get(RangeFields.Steps);
        string text = _reader.Get(RangeFields.Step).Trim();
        if (!hasStep)
        {
            return
            [
                .. Enumerable
                    .Range(0, steps)
                    .Select(i => range.Write(range.At((double)i / (steps - 1)))),
            ];
        }

        if (_reader.Has(RangeFields.Steps) || range.IsLogarithmic)
        {
            string problem = range.IsLogarithmic
                ? "a logarithmic range has 'steps', not a 'step'"
                : "a range has either 'steps' or a 'step'";
            _sheet.Report(RangeFields.Step.Name, "no 'step'", "one", null, problem);
            return [];
        }

        decimal? step = Measure(RangeFields.Step, text);
        decimal width = range.Last - range.First;
        if (step is null)
        {
            return [];
        }

        if (step <= 0 || step > width || width / step >= ValuesMax)
        {
            string found = $"'{text}'";
            string expected = "a step above 0 and at most from one end to the other";
            string problem =
                step > 0 && step <= width
                    ? $"more than {ValuesMax.ToString(CultureInfo.InvariantCulture)} values between '{range.From}' and '{range.To}'"
                    : $"a step of '{text}' does not lead from '{range.From}' to '{range.To}'";
            _sheet.Report(RangeFields.Step.Name, expected, found, null, problem);
            return [];
        }

        int count = (int)decimal.Floor(width / step.Value) + 1;
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => range.WriteExact(range.First + (i * step.Value))),
        ];
    }
}
