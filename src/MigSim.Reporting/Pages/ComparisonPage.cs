using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Reports;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Pages;

/// <summary>The page of a comparison.</summary>
public static class ComparisonPage
{
    private static readonly ImmutableArray<string> s_howToRead =
    [
        "Differences and ratios are right against left. The intervals hold the true value with 95 % confidence, "
            + "by Student's t over the runs of each side (Welch) or over their pairs; those of ratios by Fieller's theorem.",
        "\"Within\" says that two one-sided tests refute, at 5 % each, that the means are further apart than the tolerance; "
            + "\"beyond\" that they are shown to be further apart. \"Undecided\" is neither: more runs would tell. It does not say that they are equal.",
        "Every verdict stands alone: of many true ones that are read together, one in twenty may be wrong.",
        "Where a side has one run only, its metrics have no spread and no verdict. Its round-trip times are judged by the means of twenty stretches, "
            + "which says something about these runs and nothing about others like them.",
        "The distance of Kolmogorov and Smirnov is the widest gap between the two distributions, from 0 to 1. \"chance\" is that of a gap as wide if they were one, "
            + "were the pings independent; those that follow each other are not, so the true chance is higher.",
    ];

    /// <summary>Makes the page.</summary>
    public static string Of(RunComparison comparison)
    {
        var html = new HtmlWriter();
        string title = $"{comparison.Scenario}: {Title(comparison)}";
        html.Heading(1, title);
        foreach (PointComparison point in comparison.Points)
        {
            Write(html, comparison, point);
        }

        html.Heading(2, "How to read this");
        html.List(s_howToRead);
        html.List(comparison.Notes);
        // All points come from the same two calls; the first one stands for the others.
        RunPage.WriteProvenance(html, comparison.Points[0].Left.Runs[0]);
        RunPage.WriteProvenance(html, comparison.Points[0].Right.Runs[0]);
        return html.Page(title);
    }

    /// <summary>Says how many metrics have which verdict.</summary>
    public static string Summary(PointComparison point, double tolerance)
    {
        IEnumerable<string> counts = Enum.GetValues<Equivalence>()
            .Select(verdict =>
                (Verdict: verdict, Count: point.Metrics.Count(m => m.Means.Verdict == verdict))
            )
            .Where(count => count.Count > 0)
            .Select(count =>
                $"{count.Count} {ComparisonTables.Words(count.Verdict, tolerance).ToLowerInvariant()}"
            );
        return $"Of {point.Metrics.Length} metrics: {string.Join(", ", counts)}. {Runs(point)}";
    }

    private static string Title(RunComparison comparison) =>
        comparison.Points is [var only]
            ? $"{only.Right.Label} compared with {only.Left.Label}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{comparison.Points.Length} points compared"
            );

    private static void Write(HtmlWriter html, RunComparison comparison, PointComparison point)
    {
        double tolerance = comparison.Options.Tolerance;
        html.Heading(2, $"{point.Left.Label} (left) and {point.Right.Label} (right)");
        if (comparison.Points.Length > 1)
        {
            html.Paragraph($"Point: {point.Left.Manifest.Point}.");
        }

        html.Paragraph(Summary(point, tolerance));
        html.List(ComparisonDigest.Of(point, tolerance));
        if (!point.Conditions.IsEmpty)
        {
            html.Heading(3, "What differs in how they were made");
            html.List(point.Conditions);
        }

        NamedPicture[] pictures = [.. ComparisonPlots.Of(point)];
        if (pictures.Length > 0)
        {
            html.Heading(3, "Pictures");
            foreach (NamedPicture picture in pictures)
            {
                html.Picture(picture.Png, picture.Description);
            }
        }

        html.Heading(3, "Numbers");
        foreach (ReportTable table in ComparisonTables.Of(point, tolerance))
        {
            html.Table(table);
        }

        foreach (ComparedSide side in (ComparedSide[])[point.Left, point.Right])
        {
            WriteSide(html, side);
        }
    }

    private static void WriteSide(HtmlWriter html, ComparedSide side)
    {
        RunResult run = side.Runs[0];
        html.Heading(3, $"{side.Label}: published values and migrations of {RunPage.Name(run)}");
        IEnumerable<ReportTable> published = run.Report.Tables.Where(table =>
            table.Columns.Contains("verdict")
        );
        foreach (ReportTable table in published.Concat(MigrationTables.Of(run.Events)))
        {
            html.Table(table);
        }
    }

    private static string Runs(PointComparison point) =>
        point.PairCount > 0
            ? $"{point.PairCount} pairs of runs of the same seed."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Runs: {point.Left.Runs.Length} on the left, {point.Right.Runs.Length} on the right, not paired."
            );
}
