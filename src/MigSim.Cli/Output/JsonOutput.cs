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
        FirstResults firsts,
        StudySummary summary
    )
    {
        using var stream = new MemoryStream();
        if (!plan.IsSingle)
        {
            SummaryJson.Write(stream, summary);
        }
        else
        {
            ReportJson.WriteAll(
                stream,
                results
                    .FirstOfEachPoint.Select(firsts.Of)
                    .OfType<RunResult>()
                    .Select(result => (result.Report, result.Constants))
            );
        }

        writer.Write(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
