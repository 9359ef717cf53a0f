using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Pages;

/// <summary>The page of a run, or of several: all that a reader wants to see of it in one file.</summary>
public static class RunPage
{
    /// <summary>With more runs than this, their metrics do not fit side by side.</summary>
    private const int ColumnsMax = 10;

    /// <summary>Makes the page of a run.</summary>
    /// <param name="result">The run.</param>
    /// <param name="picture">Its <c>rtt.png</c>, or null to draw it.</param>
    public static string Of(RunResult result, byte[]? picture = null)
    {
        var html = new HtmlWriter();
        html.Heading(1, Name(result));
        Write(html, result, picture);
        return html.Page(Name(result));
    }

    /// <summary>Makes one page of several runs.</summary>
    public static string Of(ImmutableArray<RunResult> results)
    {
        if (results.Length == 1)
        {
            return Of(results[0]);
        }

        var html = new HtmlWriter();
        string title = $"{results.Length} runs";
        html.Heading(1, title);
        html.Links(
            results.Select((result, i) => (Anchor(i), $"{Name(result)}: {Verdict(result)}"))
        );
        if (results.Length <= ColumnsMax)
        {
            html.Table(SideBySide(results));
        }

        for (int i = 0; i < results.Length; i++)
        {
            html.Heading(1, Name(results[i]), Anchor(i));
            Write(html, results[i], picture: null);
        }

        return html.Page(title);
    }

    internal static string Name(RunResult result)
    {
        RunManifest manifest = result.Report.Manifest;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{manifest.Scenario}, {manifest.Point}, {manifest.Testbed} seed {manifest.Seed}"
        );
    }

    private static void Write(HtmlWriter html, RunResult result, byte[]? picture)
    {
        html.Heading(2, "What was run, and what came out");
        html.Paragraph(Summary(result));
        foreach (ReportTable table in result.Report.Tables)
        {
            html.Table(table);
        }

        if (RunMoments.Target(result.Report) is { } target && !result.Samples.IsEmpty)
        {
            html.Heading(2, "Round-trip times");
            html.Picture(
                picture ?? RttPlot.Png(target, result),
                $"The round-trip time of every ping to {target}; phases are shaded, lost pings are "
                    + "crosses below the axis."
            );
        }

        ReportTable[] migrations = [.. MigrationTables.Of(result.Events)];
        if (migrations.Length > 0)
        {
            html.Heading(2, "Migrations, their passes, and the parts of the downtime");
            foreach (ReportTable table in migrations)
            {
                html.Table(table);
            }
        }

        (ReportTable events, string remark) = EventText.Of(result.Events);
        html.Heading(2, "Events");
        html.Table(events);
        html.Paragraph(remark);
        WriteProvenance(html, result);
    }

    internal static void WriteProvenance(HtmlWriter html, RunResult result)
    {
        html.Heading(2, $"Where {Name(result)} comes from");
        html.Paragraph(ProvenanceTables.Fitted(result.Constants));
        foreach (ReportTable table in ProvenanceTables.Of(result))
        {
            html.Table(table);
        }
    }

    private static string Summary(RunResult result)
    {
        RunManifest manifest = result.Report.Manifest;
        RunEvent.FailureBegan? failure = result
            .Events.OfType<RunEvent.FailureBegan>()
            .FirstOrDefault();
        string what = failure is null
            ? "No failure was brought about."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The failure: {failure.Kind} of {failure.Host} at {failure.At.TotalSeconds:0.###} s."
            );
        string how = manifest.Testbed == "sim" ? "Simulated." : $"Measured on {manifest.Testbed}.";
        string broken = manifest.IsInterrupted
            ? " The run was broken off: what follows is a part of it."
            : "";
        return $"{how} {what} Published values: {Verdict(result)}.{broken}";
    }

    private static string Verdict(RunResult result)
    {
        int judged = result.Report.Checks.Count(check => check.Holds is not null);
        int held = result.Report.Checks.Count(check => check.Holds == true);
        return judged == 0 ? "none to check" : $"{held} of {judged} hold";
    }

    private static ReportTable SideBySide(ImmutableArray<RunResult> results) =>
        new(
            "Metrics",
            ["metric", "unit", .. results.Select(Name)],
            [
                .. results
                    .SelectMany(result => result.Report.Metrics.Keys)
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .Select(metric =>
                        (ImmutableArray<string>)
                            [
                                MetricText.Describe(metric),
                                MetricText.Unit(metric),
                                .. results.Select(result =>
                                    MetricText.Format(
                                        metric,
                                        result.Report.Metrics.GetValueOrDefault(metric)
                                    )
                                ),
                            ]
                    ),
            ]
        );

    private static string Anchor(int run) =>
        string.Create(CultureInfo.InvariantCulture, $"run-{run + 1}");
}
