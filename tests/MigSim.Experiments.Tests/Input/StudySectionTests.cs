using CsCheck;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;

namespace MigSim.Experiments.Tests.Input;

/// <summary>The section <c>study</c> says which points are made and what is made of them.</summary>
public sealed class StudySectionTests
{
    private const string Axes =
        "set: { machines.*.memory: [64 MiB, 96 MiB, 128 MiB], probe.timeout: [1 s, 2 s, 3 s] }";

    [Fact]
    public void Axes_in_lockstep_change_together()
    {
        using InputFolder folder = InputFolder.WithStudy(Axes, "lockstep: [[timeout, memory]]");
        Study study = folder.Load("script=stop-start");
        Assert.Equal(
            [
                "script=stop-start,memory=64MiB,timeout=1s",
                "script=stop-start,memory=96MiB,timeout=2s",
                "script=stop-start,memory=128MiB,timeout=3s",
            ],
            study.Points.Select(point => point.Point)
        );

        // An axis of one value leaves the group.
        Assert.Equal(3, folder.Load("script=stop-start", "probe.timeout=2 s").Points.Length);
    }

    [Theory]
    [InlineData("memory >= 96 MiB", 4)]
    [InlineData("memory <= 96 MiB", 4)]
    [InlineData("memory < 96 MiB", 2)]
    [InlineData("memory == 96 MiB", 2)]
    [InlineData("96 MiB > memory", 2)]
    [InlineData("script != stop-start", 3)]
    [InlineData("stop-start == script", 3)]
    [InlineData("machines.*.memory != 96 MiB", 4)]
    [InlineData("0.5 * memory < 48 MiB", 2)]
    [InlineData("memory <= 2 * memory", 6)]
    public void A_condition_leaves_the_points_that_meet_it(string condition, int points)
    {
        using InputFolder folder = InputFolder.WithStudy(
            "set: { machines.*.memory: [64 MiB, 96 MiB, 128 MiB] }",
            $"where: ['{condition}']"
        );
        Assert.Equal(points, folder.Load().Points.Length);
    }

    [Fact]
    public void Every_point_meets_every_condition_and_no_other_is_left_out() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[1, 3], Gen.Int[0, 12])
            .Sample(
                sample =>
                {
                    (int first, int second, int factor, int least) = sample;
                    string Values(int count) =>
                        string.Join(", ", Enumerable.Range(1, count).Select(i => $"{i} s"));
                    using InputFolder folder = InputFolder.WithStudy(
                        $"set: {{ probe.timeout: [{Values(first)}], cluster.initdead: [{string.Join(", ", Enumerable.Range(7, second).Select(i => $"{i} s"))}] }}",
                        $"where: ['initdead >= {factor} * timeout', 'timeout > {least} s', 'script == stop-start']"
                    );
                    var expected =
                        from timeout in Enumerable.Range(1, first)
                        from initdead in Enumerable.Range(7, second)
                        where initdead >= factor * timeout && timeout > least
                        select $"script=stop-start,timeout={timeout}s,initdead={initdead}s";
                    if (!expected.Any())
                    {
                        Assert.StartsWith(
                            $"no point is left of {2 * first * second}",
                            folder.LoadWrong().Errors.Single().Problem
                        );
                        return;
                    }

                    Assert.Equal(expected, folder.Load().Points.Select(point => point.Point));
                },
                iter: 40
            );

    [Fact]
    public void The_rest_of_the_section_becomes_the_design()
    {
        using InputFolder folder = InputFolder.WithStudy(
            Axes,
            """
            replications: 20
            until: { metric: migration.x0.downtime_ms, within: 5 %, max: 200 }
            compare: [{ name: the changed script, axis: script, baseline: stop-start, alternative: live-migrate, metrics: [probe.lost] }]
            pictures:
              - { lines: probe.lost, over: memory, by: script }
              - { heat: probe.lost, over: [memory, timeout] }
              - { pareto: [migration.x0.downtime_ms, migration.x0.total_ms], by: script }
            """
        );
        StudyDesign design = folder.Load().Design;
        Assert.Equal(20, design.Replications);
        Assert.Equal(new Precision("migration.x0.downtime_ms", 0.05, true, 200), design.Until);
        NamedComparison comparison = Assert.Single(design.Comparisons);
        Assert.Equal(
            ("the changed script", "script", "stop-start", "live-migrate"),
            (comparison.Name, comparison.Axis, comparison.Baseline, comparison.Alternative)
        );
        Assert.Equal(["probe.lost"], comparison.Metrics);
        Assert.Equal(
            [StudyPictureKind.Lines, StudyPictureKind.HeatMap, StudyPictureKind.Pareto],
            design.Pictures.Select(picture => picture.Kind)
        );
        Assert.Equal(["memory", "timeout"], design.Pictures[1].Over);
        Assert.Equal("script", design.Pictures[2].By);
        Assert.Equal(
            new Precision("probe.lost", 2, false, 1000),
            folder.Load("study.until={ metric: probe.lost, within: 2 }").Design.Until
        );

        StudyDesign part = folder.Load("script=stop-start", "probe.timeout=1 s").Design;
        Assert.Empty(part.Comparisons);
        Assert.Equal(
            [StudyPictureKind.Lines, StudyPictureKind.Pareto],
            part.Pictures.Select(picture => picture.Kind)
        );
        Assert.All(part.Pictures, picture => Assert.Null(picture.By));
    }

    [Fact]
    public void More_points_than_usual_are_made_if_they_are_asked_for()
    {
        using var folder = new InputFolder();
        string[] sets =
        [
            "probe.timeout={ from: 1 s, to: 1.2 s, step: 1 ms }",
            "cluster.initdead={ from: 10 s, to: 11 s, step: 20 ms }",
        ];
        string message = folder.LoadWrong(sets).Message;
        Assert.Contains("20502 points, at most 10000; --yes makes up to 1000000", message);
        Study study = ScenarioFile.Load(
            folder.PathOf(InputFolder.Scenario),
            sets,
            pointsMax: ScenarioFile.PointsMax
        );
        Assert.Equal(20502, study.Points.Length);
        Assert.Equal(20502, study.Points.Select(point => point.Point).Distinct().Count());
        Assert.InRange(study.Points.Select(point => point.Platform).Distinct().Count(), 1, 10);
    }
}
