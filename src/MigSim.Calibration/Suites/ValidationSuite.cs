using System.Collections.Immutable;
using System.Globalization;
using MigSim.Calibration.Cases;
using MigSim.Experiments.Input;
using MigSim.Experiments.Input.Constants;
using MigSim.Models.Prediction;

namespace MigSim.Calibration.Suites;

/// <summary>Measured migrations with the profile that predicts them.</summary>
public sealed record ValidationSuite
{
    /// <summary>The name of a target for all groups together.</summary>
    public const string AllGroups = "all";

    private static readonly (SuiteOutput Output, string Name)[] Outputs =
    [
        (SuiteOutput.TotalMs, "total_ms"),
        (SuiteOutput.DowntimeMs, "downtime_ms"),
        (SuiteOutput.TransferredBytes, "transferred_bytes"),
    ];

    /// <summary>Gets its name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the profile's file.</summary>
    public required ConstantFile Profile { get; init; }

    /// <summary>Gets the columns of the rows.</summary>
    public required CaseHeader Header { get; init; }

    /// <summary>Gets the cases.</summary>
    public required ImmutableArray<SuiteCase> Cases { get; init; }

    /// <summary>Gets the constants that were fitted to the cases with that role.</summary>
    public required ImmutableArray<FitRange> Fitted { get; init; }

    /// <summary>Gets the accuracy that is aimed at.</summary>
    public required ImmutableArray<SuiteTarget> Targets { get; init; }

    /// <summary>Gets the name of an output as files and tables have it.</summary>
    public static string NameOf(SuiteOutput output) => Outputs[(int)output].Name;

    /// <summary>Reads a suite.</summary>
    /// <exception cref="InputException">Every mistake in it.</exception>
    public static ValidationSuite Load(string path)
    {
        ConstantFile file = ConstantFile.Load(path);
        ConstantMap root = file.Root;
        root.Text("description");
        string profile = Required(root, "profile");
        string cases = Required(root, "cases");
        ImmutableArray<FitRange> fitted = ReadFitted(root.Map("fitted"));
        ImmutableArray<SuiteTarget> targets = ReadTargets(root.Map("targets"));
        root.Finish();
        file.ThrowIfAny();
        string casesPath = Path.Combine(file.Directory, cases);
        string[] lines = ReadLines(casesPath);
        var problems = new List<CaseProblem>();
        CaseHeader? header = CaseHeader.Read(lines[0], problems);
        ThrowIfAny(problems, casesPath, 1);
        return new ValidationSuite
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Profile = ConstantFile.Load(Path.Combine(file.Directory, profile)),
            Header = header!,
            Cases = [.. lines.Skip(1).Select((row, i) => ReadCase(header!, row, casesPath, i + 2))],
            Fitted = fitted,
            Targets = targets,
        };
    }

    private static SuiteCase ReadCase(CaseHeader header, string row, string path, int line)
    {
        var ranges = new Range[CaseHeader.ColumnsMax];
        int count = CsvCells.Split(row, ranges);
        string Cell(string name)
        {
            int cell = header.Names.IndexOf(name);
            return cell < 0 || cell >= count
                ? ""
                : CsvCells.Text(row.AsSpan(ranges[cell])).ToString();
        }

        double? Number(string name)
        {
            string text = Cell(name);
            if (text.Length == 0)
            {
                return null;
            }

            const NumberStyles style = NumberStyles.Float;
            if (double.TryParse(text, style, CultureInfo.InvariantCulture, out double number))
            {
                return number;
            }

            ThrowIfAny([new(1, name, "a number", $"'{text}'")], path, line);
            return null;
        }

        string name = Cell("case");
        string cell = Cell("cell");
        return new SuiteCase(
            name,
            Cell("role") == "fit" ? CaseRole.Fit : CaseRole.Check,
            Cell("group"),
            cell.Length > 0 ? cell : name,
            row,
            Cell("measured_verdict") == ResultRow.Name(MigrationVerdict.DoesNotConverge)
                ? MigrationVerdict.DoesNotConverge
                : MigrationVerdict.Completes,
            [.. Outputs.Select(output => Number($"measured_{output.Name}"))],
            [.. Outputs.Select(output => Number($"spread_{output.Name}"))]
        );
    }

    private static ImmutableArray<FitRange> ReadFitted(ConstantMap? map)
    {
        var ranges = ImmutableArray.CreateBuilder<FitRange>();
        foreach (string path in map?.Names ?? [])
        {
            if (map!.Map(path) is { } range)
            {
                double from = range.Number("from") ?? 0;
                double to = range.Number("to") ?? 0;
                range.Finish();
                if (to <= from)
                {
                    range.Report("to", "a number above 'from'", "another");
                }

                ranges.Add(new FitRange(path, from, to));
            }
        }

        return ranges.ToImmutable();
    }

    private static ImmutableArray<SuiteTarget> ReadTargets(ConstantMap? map)
    {
        var targets = ImmutableArray.CreateBuilder<SuiteTarget>();
        foreach (string group in map?.Names ?? [])
        {
            if (map!.Map(group) is { } outputs)
            {
                targets.AddRange(
                    Outputs
                        .Select(output => (output.Output, Percent: outputs.Number(output.Name)))
                        .Where(target => target.Percent is not null)
                        .Select(target => new SuiteTarget(
                            group,
                            target.Output,
                            target.Percent!.Value
                        ))
                );
                outputs.Finish();
            }
        }

        return targets.ToImmutable();
    }

    private static string Required(ConstantMap map, string name)
    {
        string? text = map.Text(name);
        if (text is null)
        {
            map.Report(name, $"the field '{name}' with a file", "none");
        }

        return text ?? "";
    }

    private static string[] ReadLines(string path)
    {
        string[] lines = File.Exists(path)
            ? [.. File.ReadLines(path).Where(line => line.Length > 0)]
            : [];
        if (lines.Length == 0)
        {
            throw new InputException([new InputError(path, 0, 0, "a file of cases", "none")]);
        }

        return lines;
    }

    private static void ThrowIfAny(List<CaseProblem> problems, string path, int line)
    {
        if (problems.Count > 0)
        {
            throw new InputException([
                .. problems.Select(problem => new InputError(
                    path,
                    line,
                    problem.Letter,
                    $"{problem.Expected} ({problem.Column})",
                    problem.Found,
                    problem.Nearest
                )),
            ]);
        }
    }
}
