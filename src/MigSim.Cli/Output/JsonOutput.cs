using System.Text;
using MigSim.Cli.Running;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;

namespace MigSim.Cli.Output;

/// <summary>Results as one JSON document: the reports, or the summary of several replications.</summary>
internal static class JsonOutput
{
    public static void Write(
        TextWriter writer,
        RunPlan plan,
        StudyResults results,
        StudySummary summary
    )
    {
        using var stream = new MemoryStream();
        if (plan.Replications > 1)
        {
            SummaryJson.Write(stream, summary);
        }
        else
        {
            ReportJson.WriteAll(
                stream,
                results.FirstOfEachPoint.Select(run => (run.Result!.Report, run.Result.Constants))
            );
        }

        writer.Write(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
