using System.Collections.Immutable;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Running;

/// <summary>Runs that go on until a mean is known well enough, of values whose mean is 1.</summary>
public sealed class PreciseStudyTests
{
    private const string Metric = "rtt.during.mean_ms";

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.1)]
    public void Intervals_ManyStudies_HoldTheTrueMeanInNineOfTenAtLeast(double within)
    {
        const int Studies = 500;
        int holding = 0;
        int runs = 0;
        for (int study = 0; study < Studies; study++)
        {
            PointSummary point = Run(new Precision(Metric, within, IsRelative: true, 5000), study);
            SampleStatistics found = point.Metrics[Metric]!;
            Assert.True(point.IsPrecise);
            Assert.True(found.HalfInterval <= within * found.Mean);
            holding += found.IntervalLow <= 1 && found.IntervalHigh >= 1 ? 1 : 0;
            runs += found.Count;
        }

        Assert.InRange(holding, 0.90 * Studies, 0.98 * Studies);
        // As many runs as the width asks for: (1.96 / within)².
        Assert.InRange(runs / (double)Studies * within * within, 3.0, 4.5);
    }

    private static PointSummary Run(Precision until, int study)
    {
        Study one = FakeStudy.Create("base") with { Design = new StudyDesign { Until = until } };
        var random = new Random(study);
        StudyRounds rounds = RunPlan.Of(one, 1, null).Begin();
        for (ImmutableArray<PlannedRun> next = rounds.Next(); !next.IsEmpty; next = rounds.Next())
        {
            foreach (PlannedRun run in next)
            {
                double value = -Math.Log(1 - random.NextDouble());
                rounds.Add(new RunRecord("base", run.Seed, [Metric], [value], [], false));
            }
        }

        return rounds.Summarize().Single();
    }
}
