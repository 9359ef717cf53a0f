using System.Collections.Immutable;
using CsCheck;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Statistics;
using MigSim.Experiments.Studies;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Running;

/// <summary>Which runs a study makes, and when it stops.</summary>
public sealed class StudyRoundsTests
{
    private const string Metric = "downtime";

    private static readonly EdgeSearch Search = new()
    {
        Axis = "rate",
        IsSmallest = true,
        From = 1,
        To = 100,
        IsLogarithmic = true,
        Resolution = 0.1,
        Metric = Metric,
        Limit = 10,
        IsBelow = true,
        Confidence = 0.95,
        PointAt = (point, rate) => point with { Point = $"{point.Point},rate={rate}" },
    };

    [Fact]
    public void Next_FixedReplications_IsOneRound()
    {
        StudyRounds rounds = RunPlan.Of(FakeStudy.Create("a=1", "a=2"), 7, 3).Begin();

        Assert.Equal([3, 3], Play(rounds, _ => 1));
        Assert.Equal(6, rounds.RunsMax);
    }

    [Fact]
    public void Next_UntilPrecise_PointsStopOnTheirOwn()
    {
        StudyRounds rounds = Until(new Precision(Metric, 0.5, false, 1000), "a=1", "a=2");

        // The second point varies four times as much: it takes more runs.
        int[] runs = Play(rounds, run => Noise(run) * (run.Scenario.Point == "a=1" ? 1 : 4));

        Assert.Equal(10, runs[0]);
        Assert.InRange(runs[1], 20, 40);
        Assert.Equal(0, runs[1] % 10);
        Assert.All(rounds.Summarize(), point => Assert.True(point.IsPrecise));
        Assert.All(
            rounds.Summarize(),
            point => Assert.InRange(point.Metrics[Metric]!.HalfInterval!.Value, 0, 0.5)
        );
        Assert.Equal(2000 - runs.Sum(), rounds.RunsSpared);
    }

    [Fact]
    public void Next_UntilPreciseNeverIs_EndsAtTheMost()
    {
        StudyRounds rounds = Until(new Precision(Metric, 1e-6, true, 25), "a=1");

        Assert.Equal([25], Play(rounds, Noise));
        Assert.False(Assert.Single(rounds.Summarize()).IsPrecise);
    }

    [Fact]
    public void Next_UntilPrecise_ReplicationsAreTheLeast()
    {
        StudyRounds rounds = RunPlan
            .Of(Study(new StudyDesign { Until = new Precision(Metric, 1, true, 40) }, "a=1"), 1, 17)
            .Begin();

        Assert.Equal([17], Play(rounds, _ => 5));
    }

    [Fact]
    public void Next_ARunFailed_NoMoreAreAskedFor()
    {
        StudyRounds rounds = Until(new Precision(Metric, 1e-6, true, 100), "a=1");
        PlannedRun[] round = [.. rounds.Next()];

        foreach (PlannedRun run in round.Skip(1))
        {
            rounds.Add(Record(run, 1));
        }

        Assert.Empty(rounds.Next());
    }

    [Fact]
    public void Next_Find_VisitsTheEdgeOfEveryPoint()
    {
        Study study = Study(new StudyDesign { Find = Search }, "a=1", "a=2");
        StudyRounds rounds = RunPlan.Of(study, 3, null).Begin();

        Play(rounds, run => 10 * Edge(run) / Rate(run) + (0.01 * Noise(run)));

        Assert.Equal(["a=1", "a=2"], rounds.Edges.Select(edge => edge.Point));
        Assert.All(
            rounds.Edges.Zip([5.0, 50.0]),
            pair =>
            {
                Assert.Equal(EdgeOutcome.Found, pair.First.Edge.Outcome);
                Assert.InRange(
                    pair.Second,
                    pair.First.Edge.Fails!.Value,
                    pair.First.Edge.Keeps!.Value
                );
            }
        );
        Assert.All(rounds.Points, point => Assert.Equal(3UL, point.Seeds[0]));
        Assert.Contains(rounds.Summarize(), point => point.Point == "a=1,rate=100");

        static double Edge(PlannedRun run) => run.Scenario.Point[2] == '1' ? 5 : 50;
    }

    [Fact]
    public void Shards_OfAnyStudy_AreThatStudy() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 7], Gen.Int[1, 9], Gen.Bool)
            .Sample(
                (points, replications, count, isSequential) =>
                {
                    Study study = Study(
                        isSequential
                            ? new StudyDesign { Until = new Precision(Metric, 1.5, false, 30) }
                            : StudyDesign.Plain,
                        [.. Enumerable.Range(1, points).Select(i => $"a={i}")]
                    );
                    RunPlan plan = RunPlan.Of(study, 1, replications);
                    IEnumerable<(string, ulong)> parts = Enumerable
                        .Range(1, count)
                        .SelectMany(i => Made(plan with { Shard = new Shard(i, count) }));
                    Assert.Equal(Made(plan).Order(), parts.Order());
                }
            );

    [Theory]
    [InlineData("2/7", 2, 7)]
    [InlineData("1/1", 1, 1)]
    public void Parse_Shard_IsReadAsItIsWritten(string text, int number, int count)
    {
        var shard = Shard.Parse(text);

        Assert.Equal(new Shard(number, count), shard);
        Assert.Equal(text, shard!.Text);
    }

    private static List<(string, ulong)> Made(RunPlan plan)
    {
        List<(string, ulong)> made = [];
        Play(
            plan.Begin(),
            run =>
            {
                made.Add((run.Scenario.Point, run.Seed));
                return Noise(run);
            }
        );
        return made;
    }

    // Makes all runs, and counts those of each point.
    private static int[] Play(StudyRounds rounds, Func<PlannedRun, double> metric)
    {
        for (
            ImmutableArray<PlannedRun> round = rounds.Next();
            !round.IsEmpty;
            round = rounds.Next()
        )
        {
            foreach (PlannedRun run in round)
            {
                rounds.Add(Record(run, metric(run)));
            }
        }

        return [.. rounds.Points.Select(point => point.Count)];
    }

    private static RunRecord Record(PlannedRun run, double value) =>
        new(run.Scenario.Point, run.Seed, [Metric], [value], [], false);

    private static double Noise(PlannedRun run) => 5 + new Random((int)run.Seed).NextDouble();

    private static double Rate(PlannedRun run) =>
        double.Parse(
            run.Scenario.Point.Split("rate=")[1],
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static StudyRounds Until(Precision precision, params string[] points) =>
        RunPlan.Of(Study(new StudyDesign { Until = precision }, points), 1, null).Begin();

    private static Study Study(StudyDesign design, params string[] points) =>
        FakeStudy.Create(points) with
        {
            Design = design,
        };
}
