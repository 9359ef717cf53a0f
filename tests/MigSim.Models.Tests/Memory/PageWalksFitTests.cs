using System.Globalization;
using MigSim.Measurement;
using MigSim.Models.Memory;
using MigSim.Units;

namespace MigSim.Models.Tests.Memory;

/// <summary>
/// The constants of Tables 1 and 2, found again from the published cells, beside the laws that
/// were not taken.
/// </summary>
public sealed class PageWalksFitTests(ITestOutputHelper output)
{
    // The values of models/servers/apache-balloon.yaml.
    private static readonly MemoryAccessCosts s_costs = new()
    {
        Call = TimeSpan.FromMicroseconds(9.7),
        WalkNanoseconds = 4.92,
        Virtual = TimeSpan.FromMicroseconds(20),
        FirstLevel = DataSize.FromKibibytes(32),
        TableEntry = DataSize.FromBytes(4),
        TableLevels = 2,
        FirstLevelClocks = 3,
        SecondLevelClocks = 14,
    };

    private static readonly Law s_pageWalks = Hinge(
        "page walks, knee and ratio of the manual",
        (double)PageWalks.Reach(s_costs).Bytes / DataSize.FromMebibytes(1).Bytes
    );

    private static readonly Law[] s_alternatives =
    [
        new("linear (the paper's words)", (m, v) => [1, m, One(v)]),
        new("quadratic", (m, v) => [1, m * m, One(v)]),
        new("exponential, exponent free", (m, v) => [Math.Exp(0.0410 * m), One(v)]),
        Hinge("page walks, 8-byte entries (PAE)", 16),
        Hinge("data lines in a 512 KiB second level", 512.0 / 18),
        new("page walks, ratio free (4 constants)", (m, v) => [1, m, Math.Max(0, m - 32), One(v)]),
    ];

    [Fact]
    public void Fit_PublishedCells_GivesTheConstantsOfTheProfile()
    {
        double[] constants = s_pageWalks.Fit(PublishedTables.Cells);

        Assert.Equal(s_costs.Call.TotalMicroseconds, constants[0], 0.05);
        Assert.Equal(s_costs.WalkNanoseconds, constants[1] * 1000 / 256, 0.005);
        Assert.Equal(s_costs.Virtual.TotalMicroseconds, constants[2], 0.05);
    }

    [Fact]
    public void Seconds_EveryPublishedCell_IsWithinTenPercent()
    {
        double[] errors =
        [
            .. PublishedTables.Cells.Select(cell =>
                (
                    1e6
                    * PageWalks.Seconds(
                        s_costs,
                        DataSize.FromMebibytes(cell.Mebibytes),
                        cell.IsVirtual
                    )
                    / cell.Microseconds
                ) - 1
            ),
        ];

        Assert.All(errors, error => Assert.InRange(Math.Abs(error), 0, 0.10));
        Assert.InRange(Mean(errors), 0, 0.06);
    }

    [Fact]
    public void LeaveOneOut_PageWalks_BeatsEveryLawWithAsManyConstants()
    {
        Print(s_pageWalks);
        foreach (Law law in s_alternatives)
        {
            Print(law);
        }

        double own = Mean(s_pageWalks.LeaveOneOut());
        Assert.InRange(own, 0, 0.06);
        Assert.True(own < Mean(s_alternatives[0].LeaveOneOut()) / 3, "a linear law is no worse");
        Assert.True(own < Mean(s_alternatives[1].LeaveOneOut()));
        Assert.True(own < Mean(s_alternatives[2].LeaveOneOut()));
        Assert.True(own < Mean(s_alternatives[3].LeaveOneOut()));
    }

    private static Law Hinge(string name, double knee)
    {
        double more = PageWalks.SlopeRatio(s_costs) - 1;
        return new(name, (m, v) => [1, m + (more * Math.Max(0, m - knee)), One(v)]);
    }

    private static double One(bool isVirtual) => isVirtual ? 1 : 0;

    private static double Mean(double[] errors) => errors.Average(Math.Abs);

    private void Print(Law law)
    {
        double[] constants = law.Fit(PublishedTables.Cells);
        double[] errors = law.Errors(constants);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{law.Name}: {string.Join(", ", constants.Select(c => c.ToString("0.000", CultureInfo.InvariantCulture)))}; "
                    + $"mean {100 * Mean(errors):0.00} %, max {100 * errors.Max(Math.Abs):0.00} %, "
                    + $"leave-one-out {100 * Mean(law.LeaveOneOut()):0.00} %"
            )
        );
    }
}
