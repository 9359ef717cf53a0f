using System.Collections.Immutable;
using MigSim.Experiments.Running;
using MigSim.Experiments.Scenarios;
using MigSim.Experiments.Studies;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Tests.Plots;

public sealed class StudyGridTests
{
    // Memory and pages go together; the script is run at each.
    private static readonly StudyGrid s_grid = new(
        new Study("study", ["memory", "pages", "script"], []),
        new StudySummary(
            "study",
            "sim",
            1,
            1,
            [
                .. from step in (int[])[1, 2, 4]
                from script in (string[])["live-migrate", "stop-start"]
                select Point(step, script),
            ]
        )
    );

    [Fact]
    public void Groups_OverOneOfTwoInLockstep_AreNotDividedByTheOther()
    {
        (string Name, PointSummary[] Points)[] groups = [.. s_grid.Groups(["memory"], "script")];

        Assert.Equal(["live-migrate", "stop-start"], groups.Select(group => group.Name));
        Assert.All(groups, group => Assert.Equal(3, group.Points.Length));
    }

    [Fact]
    public void Groups_OverAnotherAxis_NameOneOfTwoInLockstep() =>
        Assert.Equal(
            ["memory=1GiB", "memory=2GiB", "memory=4GiB"],
            s_grid.Groups(["script"], null).Select(group => group.Name)
        );

    private static PointSummary Point(int step, string script) =>
        new($"{step},{script}", 1, ImmutableSortedDictionary<string, SampleStatistics?>.Empty, [])
        {
            Coordinates =
            [
                new AxisValue("memory", $"{step}GiB", step),
                new AxisValue("pages", $"{step * 1000}", step * 1000),
                new AxisValue("script", script, null),
            ],
        };
}
