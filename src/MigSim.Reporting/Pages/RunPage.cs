using System.Collections.Immutable;
using System.Globalization;
using MigSim.Experiments.Recording;
using MigSim.Experiments.Reports;
using MigSim.Reporting.Folders;

namespace MigSim.Reporting.Pages;

/// <summary>The page of a run, or of several: all that a reader wants to see of it in one file.</summary>
public static class RunPage
{
    /// <summary>With more runs than this, their metrics do not fit side by side.</summary>
    private const int ColumnsMax = 10;

    /// <summary>Makes the page of a run.</summary>
    public static string Of(StoredRun run)
    {
        var html = new HtmlWriter();
        html.Heading(1, Name(run.Result));
        Write(html, run);
        return html.Page(Name(run.Result));
    }

    /// <summary>Makes one page of several runs.</summary>
    public static string Of(ImmutableArray<StoredRun> runs)
    {
        if (runs.Length == 1)
        {
            return Of(runs[0]);
        }

        ImmutableArray<RunResult> results = [.. runs.Select(run => run.Result)];
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
            Write(html, runs[i]);
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

    private static void Write(HtmlWriter html, StoredRun run)
    {
        RunResult result = run.Result;
        html.Heading(2, "What was run, and what came out");
        html.Paragraph(Summary(result));
        foreach (string warning in result.Report.Warnings)
        {
            html.Paragraph($"Outside of its calibration: {warning}.");
        }

        foreach (ReportTable table in result.Report.Tables)
        {
            html.Table(table);
        }

        if (!run.Pictures.IsEmpty)
        {
            html.Heading(2, "Pictures");
            foreach ((string name, byte[] png) in run.Pictures)
            {
                html.Picture(png, Description(name));
            }
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

        (ReportTable events, string remark) = EventText.Of(run.EventLines);
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

    private static string Description(string picture) =>
        picture switch
        {
            "rtt" =>
                "The round-trip time of every ping; phases are shaded, lost pings are crosses below the axis.",
            "load" =>
                "How long every HTTP connection took; those that failed are marked along the axis.",
            _ => picture,
        };

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
