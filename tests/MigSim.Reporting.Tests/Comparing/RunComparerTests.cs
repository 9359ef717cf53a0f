using System.Collections.Immutable;
using MigSim.Experiments.Comparing;
using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Fakes;

namespace MigSim.Reporting.Tests.Comparing;

public sealed class RunComparerTests
{
    [Fact]
    public void Compare_SimulatedRunsOfTheSameSeeds_ArePairedUnlessAskedNotTo()
    {
        RunSet left = Set("left", "script=a", 1.0, 1, 2, 3);
        RunSet right = Set("right", "script=b", 1.02, 1, 2, 3);

        Assert.Equal(3, Only(left, right).PairCount);
        Assert.Equal(0, Only(left, right, Pairing.None).PairCount);
        Assert.Equal(
            Equivalence.Within,
            Only(left, right).Metrics.Single(m => m.Metric == "rtt.during.mean_ms").Means.Verdict
        );
    }

    [Fact]
    public void Compare_ByAnEqualSeed_LeavesOutWhoHasNoPartnerAndSaysSo()
    {
        PointComparison found = Only(
            Set("left", "a", 1, 1, 2, 3),
            Set("right", "a", 1, 2, 3, 4),
            Pairing.Seed
        );

        Assert.Equal(2, found.PairCount);
        Assert.Contains(
            "1 runs on the left and 1 on the right have no partner of their seed and are left out.",
            found.Conditions
        );
    }

    [Fact]
    public void Compare_ALabWithTheSimulation_IsNotPaired()
    {
        PointComparison found = Only(Set("left", "a", 1, 1, 2), OnLab(Set("right", "a", 1, 1, 2)));

        Assert.Equal(0, found.PairCount);
        Assert.Equal(("sim", "lab-a"), (found.Left.Label, found.Right.Label));
        Assert.Contains("testbed: sim on the left, lab-a on the right.", found.Conditions);
    }

    [Theory]
    [InlineData("runs/one/sim-1", "runs/two/sim-1/", "one/sim-1", "two/sim-1")]
    [InlineData("runs/one", "runs/one/sim-*", "first", "second")]
    [InlineData("runs/one", "runs/one", "first", "second")]
    public void Compare_TheSamePointAndTestbed_AreToldApartByTheirFolders(
        string left,
        string right,
        string leftLabel,
        string rightLabel
    )
    {
        PointComparison found = Only(Set(left, "a", 1, 1), Set(right, "a", 1, 1));

        Assert.Equal((leftLabel, rightLabel), (found.Left.Label, found.Right.Label));
    }

    [Fact]
    public void Compare_AMetricThatOneSideDoesNotKnow_IsNotComparable()
    {
        RunSet right = Changed(
            Set("right", "a", 1, 1, 2),
            report => report with { Metrics = report.Metrics.SetItem("probe.lost", null) }
        );

        MetricComparison lost = Only(Set("left", "a", 1, 1, 2), right)
            .Metrics.Single(metric => metric.Metric == "probe.lost");

        Assert.Equal(Equivalence.NotComparable, lost.Means.Verdict);
        Assert.Null(lost.Right);
        Assert.Null(lost.Means.Difference);
    }

    [Fact]
    public void Compare_AMetricThatNobodyKnows_IsLeftOut() =>
        Assert.DoesNotContain(
            Only(Set("left", "a", 1, 1), Set("right", "a", 1, 1)).Metrics,
            metric => metric.Metric == "host.node0.cpu_percent"
        );

    [Fact]
    public void Compare_Spans_AreJudgedByStretchesWhereThereIsOneRun()
    {
        PointComparison found = Only(Set("left", "a", 1.0, 1), Set("right", "a", 1.5, 1));

        // Before the failure both are alike, but for a few pings that took long.
        Assert.Equal(
            [Equivalence.Undecided, Equivalence.Beyond],
            found.Spans.Take(2).Select(span => span.Means.Verdict)
        );
        Assert.Equal(1, found.Spans[1].Distributions!.Value.Distance, 0.2);
    }

    [Fact]
    public void Compare_Studies_PointByPointAndTheRestIsNamed()
    {
        var left = new RunSet("l", [.. Runs("a", 1, 1), .. Runs("b", 1, 1)]);
        var right = new RunSet("r", [.. Runs("b", 1, 1), .. Runs("c", 1, 1), .. Runs("d", 1, 1)]);

        RunComparison found = new RunComparer(new ComparisonOptions()).Compare(left, right);

        Assert.Equal("b", Assert.Single(found.Points).Left.Manifest.Point);
        Assert.Equal(
            [
                "a is in l only and is left out.",
                "c is in r only and is left out.",
                "d is in r only and is left out.",
            ],
            found.Notes
        );
    }

    [Fact]
    public void Compare_WhatCannotBeCompared_IsNamed()
    {
        RunSet left = Set("left", "a", 1, 1);
        RunSet other = Changed(
            left,
            report => report with { Manifest = report.Manifest with { Scenario = "crash" } }
        );

        Assert.Contains("only runs of one scenario", Problem(left, other with { Name = "right" }));
        Assert.Contains(
            "several scenarios (crash, fake)",
            Problem(left with { Runs = [.. left.Runs, .. other.Runs] }, left)
        );
        Assert.Contains(
            "several testbeds (lab-a, sim)",
            Problem(left with { Runs = [.. left.Runs, .. OnLab(left).Runs] }, left)
        );
        Assert.Contains(
            "seed 1 of a several times",
            Problem(left with { Runs = [.. left.Runs, .. left.Runs] }, left)
        );
        Assert.Contains("no seed in common", Problem(left, Set("r", "a", 1, 2), Pairing.Seed));
        Assert.Contains(
            "none is on both sides",
            Problem(new RunSet("l", [.. Runs("a", 1, 1), .. Runs("b", 1, 1)]), Set("r", "c", 1, 1))
        );
    }

    private static PointComparison Only(
        RunSet left,
        RunSet right,
        Pairing pairing = Pairing.Auto
    ) =>
        Assert.Single(
            new RunComparer(new ComparisonOptions { Pairing = pairing }).Compare(left, right).Points
        );

    private static string Problem(RunSet left, RunSet right, Pairing pairing = Pairing.Auto) =>
        Assert
            .Throws<InputException>(() =>
                new RunComparer(new ComparisonOptions { Pairing = pairing }).Compare(left, right)
            )
            .Message;

    private static RunSet Set(string name, string point, double during, params ulong[] seeds) =>
        new(name, Runs(point, during, seeds));

    private static ImmutableArray<RunResult> Runs(
        string point,
        double during,
        params ulong[] seeds
    ) =>
        [
            .. seeds.Select(seed =>
                new FakeBackend { DuringMilliseconds = during }.Run(
                    FakeStudy.CreateScenario(point),
                    seed,
                    progress: null,
                    CancellationToken.None
                )
            ),
        ];

    private static RunSet OnLab(RunSet set) =>
        Changed(
            set,
            report => report with { Manifest = report.Manifest with { Testbed = "lab-a" } }
        );

    private static RunSet Changed(RunSet set, Func<RunReport, RunReport> change) =>
        set with
        {
            Runs = [.. set.Runs.Select(run => run with { Report = change(run.Report) })],
        };
}
