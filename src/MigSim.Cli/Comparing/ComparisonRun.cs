using System.Runtime.CompilerServices;
using System.Text;
using MigSim.Cli.Commands;
using MigSim.Cli.Output;
using MigSim.Cli.Running;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;
using MigSim.Reporting.Folders;
using MigSim.Reporting.Pages;

namespace MigSim.Cli.Comparing;

/// <summary>One call of <c>migsim compare</c>: reads, compares, keeps and prints.</summary>
internal sealed class ComparisonRun(CliEnvironment environment, CompareOptions options)
{
    /// <summary>Does it all.</summary>
    /// <returns>The exit code of the program.</returns>
    public int Execute()
    {
        RunSet left = StoredRuns.ReadAll(options.Left);
        RunSet right = StoredRuns.ReadAll(options.Right);
        RunComparison comparison = new RunComparer(options.Comparison).Compare(left, right);
        string folder = options.Output ?? UsualFolder(comparison);
        OutputException.Guard(
            folder,
            ExitCode.InputWrong,
            () =>
            {
                Write(folder, comparison);
                return true;
            }
        );
        if (options.AsJson)
        {
            using var stream = new MemoryStream();
            ComparisonJson.Write(stream, comparison);
            environment.Output.Write(Encoding.UTF8.GetString(stream.ToArray()));
        }
        else
        {
            Print(comparison, folder);
        }

        return options.IsCheck && !comparison.AllWithin ? ExitCode.CheckFailed : ExitCode.Done;
    }

    private static string UsualFolder(RunComparison comparison)
    {
        PointComparison first = comparison.Points[0];
        return Path.Combine(
            "runs",
            "comparisons",
            StudyFolder.FileName(comparison.Scenario),
            StudyFolder.FileName($"{first.Right.Label}-against-{first.Left.Label}")
        );
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(string folder, RunComparison comparison) =>
        ComparisonFolder.Write(folder, comparison);

    private void Print(RunComparison comparison, string folder)
    {
        double tolerance = comparison.Options.Tolerance;
        var output = new TextOutput(environment);
        foreach (PointComparison point in comparison.Points)
        {
            if (comparison.Points.Length > 1)
            {
                environment.Output.WriteLine($"# {point.Left.Manifest.Point}");
                environment.Output.WriteLine();
            }

            foreach (string condition in point.Conditions)
            {
                environment.Output.WriteLine(condition);
            }

            environment.Output.WriteLine();
            foreach (ReportTable table in ComparisonTables.Of(point, tolerance))
            {
                output.Write(table);
            }

            environment.Output.WriteLine(ComparisonPage.Summary(point, tolerance));
            environment.Output.WriteLine();
        }

        foreach (string note in comparison.Notes)
        {
            environment.Output.WriteLine(note);
        }

        environment.Output.WriteLine(Path.Combine(folder, "report.html"));
    }
}
