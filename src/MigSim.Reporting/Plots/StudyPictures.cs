using MigSim.Experiments.Reports;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;
using MigSim.Reporting.Folders;

namespace MigSim.Reporting.Plots;

/// <summary>The pictures of a study's summary: those that it asks for, and those of its findings.</summary>
public static class StudyPictures
{
    /// <summary>Writes each picture as PNG and SVG into a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="study">The study.</param>
    /// <param name="summary">What was found.</param>
    /// <param name="prefix">What the names of the files begin with.</param>
    public static void Save(string path, Study study, StudySummary summary, string prefix = "") =>
        Save(path, Of(study, summary), prefix);

    /// <summary>Writes each picture as PNG and SVG into a folder.</summary>
    internal static void Save(string path, IEnumerable<NamedPicture> pictures, string prefix = "")
    {
        foreach (NamedPicture picture in pictures)
        {
            StackedPicture.Save(path, picture, prefix);
        }
    }

    /// <summary>Draws the pictures.</summary>
    internal static IEnumerable<NamedPicture> Of(Study study, StudySummary summary)
    {
        var grid = new StudyGrid(study, summary);
        foreach (StudyPictureSpec spec in study.Design.Pictures)
        {
            yield return Of(grid, spec);
        }

        foreach (
            IGrouping<string, Sensitivity> metric in summary.Findings.Sensitivities.GroupBy(s =>
                s.Metric
            )
        )
        {
            yield return new NamedPicture(
                $"tornado-{metric.Key}",
                $"Which axes {MetricText.Describe(metric.Key)} depends on.",
                [.. metric.Select(sensitivity => StudyTornado.Draw(summary.Scenario, sensitivity))]
            );
        }

        foreach (
            IGrouping<string, EdgeFinding> search in summary.Edges.GroupBy(edge =>
                $"edge-{edge.Search.Metric}-over-{edge.Search.Axis}"
            )
        )
        {
            yield return new NamedPicture(
                search.Key,
                $"{MetricText.Describe(search.First().Search.Metric)} at the values at which the search has been, with the intervals that its decisions rest on.",
                [
                    .. search.Select(finding =>
                        StudyEdgePlot.Draw(
                            summary.Scenario,
                            finding,
                            FindingsTables.Unit(study, finding)
                        )
                    ),
                ]
            );
        }
    }

    private static NamedPicture Of(StudyGrid grid, StudyPictureSpec spec)
    {
        string metrics = string.Join('-', spec.Metrics);
        string over = spec.Over.IsEmpty ? "" : $"-over-{string.Join('-', spec.Over)}";
        string by = spec.By is null ? "" : $"-by-{spec.By}";
        string what = string.Join(" and ", spec.Metrics.Select(MetricText.Describe));
        return spec.Kind switch
        {
            StudyPictureKind.Lines => new NamedPicture(
                $"lines-{metrics}{over}{by}",
                $"{what} over {spec.Over[0]}: means over the replications with their 95 % intervals as bands.",
                [StudyLines.Draw(grid, spec)]
            ),
            StudyPictureKind.HeatMap => new NamedPicture(
                $"heat-{metrics}{over}{by}",
                $"{what}: means over the replications; grey where a run has no value, as where a migration does not end, and where there is no point.",
                StudyHeatMap.Draw(grid, spec)
            ),
            _ => new NamedPicture(
                $"pareto-{metrics}{by}",
                $"{what}: means over the replications with their 95 % intervals; less is better in both.",
                [StudyPareto.Draw(grid, spec)]
            ),
        };
    }
}
