using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MigSim.Cli.Running;
using MigSim.Experiments.Calibrations;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Statistics;
using MigSim.Provenance;
using MigSim.Reporting.Folders;
using Spectre.Console;

namespace MigSim.Cli.Output;

/// <summary>Results as tables for people.</summary>
internal sealed class TextOutput(CliEnvironment environment)
{
    /// <summary>A narrower terminal is spared the names of the metrics.</summary>
    private const int WideColumns = 132;

    private const int WarningsMax = 5;

    /// <summary>Prints all points of a study, and where the files are.</summary>
    public void Write(RunPlan plan, StudyFolder folder, StudyResults results, StudySummary summary)
    {
        bool isLarge = summary.Points.Length >= StudyTable.PointsMin || !summary.Edges.IsEmpty;
        if (isLarge && plan.Study.Points[0].HasFailure)
        {
            WriteStudy(plan, summary);
        }

        foreach (PointSummary point in summary.Points.Where(point => point.Runs > 0))
        {
            foreach (
                ReportTable table in SummaryTables
                    .Of(point, summary.Testbed)
                    .Where(table => !isLarge || table.Columns.Contains("verdict"))
            )
            {
                Write(table);
            }
        }

        WriteFindings(plan, summary);
        WriteFitted(results.FirstOfEachPoint, summary.Testbed);
        WriteWarnings(results.FirstOfEachPoint, summary.Testbed);
        WritePlaces(plan, folder, results, summary.Testbed, isLarge);
    }

    private void WriteStudy(RunPlan plan, StudySummary summary)
    {
        ImmutableArray<string> axes = StudyTable.Axes(summary);
        PlainTable.Write(
            environment.Output,
            StudyTable.Of(summary, plan.Study.Points[0].Probe.Target),
            column => !axes.Contains(column)
        );
    }

    private void WriteFindings(RunPlan plan, StudySummary summary)
    {
        foreach (ReportTable table in FindingsTables.Of(plan.Study, summary))
        {
            Write(table);
        }

        int imprecise = summary.Points.Count(point => point.IsPrecise == false);
        if (imprecise > 0)
        {
            environment.Output.WriteLine(
                $"{imprecise} of {summary.Points.Length} points: {plan.Study.Design.Until!.Metric} is not known as well as "
                    + $"asked after {plan.ReplicationsMax} runs"
            );
        }
    }

    // How much the agreement above proves depends on how much was fitted.
    private void WriteFitted(IReadOnlyList<PlannedRun> runs, string testbed)
    {
        ImmutableArray<Constant> constants =
            testbed == "sim" && runs is [var first, ..] ? first.Scenario.Constants : [];
        if (constants.IsEmpty)
        {
            return;
        }

        string[] fitted =
        [
            .. constants
                .Where(constant => constant.Origin == Origin.Fitted)
                .Select(constant => $"{constant.Name} {constant.Value}"),
        ];
        environment.Output.WriteLine(
            $"{constants.Length} constants, {fitted.Length} of them fitted"
                + (fitted.Length == 0 ? "." : $": {string.Join(", ", fitted)}.")
        );
        environment.Output.WriteLine();
    }

    // Many points may leave the same range, each by another value.
    private void WriteWarnings(IReadOnlyList<PlannedRun> runs, string testbed)
    {
        string[] warnings =
            testbed == "sim"
                ? [.. runs.SelectMany(run => CalibrationWarnings.Of(run.Scenario)).Distinct()]
                : [];
        foreach (string warning in warnings.Take(WarningsMax))
        {
            environment.Error.WriteLine($"warning: outside of its calibration: {warning}");
        }

        if (warnings.Length > WarningsMax)
        {
            environment.Error.WriteLine(
                $"warning: {warnings.Length - WarningsMax} more of these stand in the reports"
            );
        }
    }

    /// <summary>Prints a table: drawn on a terminal, as plain text for logs and pipes.</summary>
    public void Write(ReportTable table)
    {
        if (environment.IsTerminal)
        {
            WriteDrawn(table);
        }
        else
        {
            PlainTable.Write(environment.Output, table, IsNumber);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteDrawn(ReportTable table)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(environment.Output) }
        );
        bool isNarrow = console.Profile.Width < WideColumns;
        int[] shown = ShownColumns.Of(table, console.Profile.Width, isNarrow);
        var drawn = new Table
        {
            Border = isNarrow ? TableBorder.Simple : TableBorder.Rounded,
            Title = new TableTitle(Markup.Escape(table.Title)),
        };
        foreach (string column in shown.Select(i => table.Columns[i]))
        {
            drawn.AddColumn(
                new TableColumn(new Text(column))
                {
                    NoWrap = !ShownColumns.MayWrap(column),
                    Alignment = IsNumber(column) ? Justify.Right : Justify.Left,
                }
            );
        }

        foreach (ImmutableArray<string> row in table.Rows)
        {
            drawn.AddRow(shown.Select(i => new Text(row[i], StyleOf(row[i]))));
        }

        console.Write(drawn);
        console.WriteLine();
    }

    private void WritePlaces(
        RunPlan plan,
        StudyFolder folder,
        StudyResults results,
        string testbed,
        bool isLarge
    )
    {
        foreach (PlannedRun run in results.Kept.Where(_ => !isLarge))
        {
            environment.Output.WriteLine(
                folder.RunPath(run.Scenario.Point, testbed, run.Seed) + Path.DirectorySeparatorChar
            );
        }

        int dropped = results.EndedCount - results.Kept.Count;
        if (dropped > 0)
        {
            environment.Output.WriteLine(
                $"{dropped} runs without failed checks: folders not kept (--keep keeps them)"
            );
        }

        if (plan.HasSummary)
        {
            environment.Output.WriteLine(Path.Combine(folder.Path, "summary.csv"));
        }
    }

    private static bool IsNumber(string column) =>
        column
            is "simulated"
                or "measured"
                or "published"
                or "difference"
                or "within"
                or "ratio"
                or "K-S distance"
                or "chance";

    private static Style StyleOf(string cell) =>
        cell.StartsWith("FAILS", StringComparison.Ordinal)
        || cell.StartsWith("BEYOND", StringComparison.Ordinal)
            ? new Style(Color.Red)
        : cell.StartsWith("holds", StringComparison.Ordinal)
        || cell.StartsWith("within ", StringComparison.Ordinal)
            ? new Style(Color.Green)
        : Style.Plain;
}
