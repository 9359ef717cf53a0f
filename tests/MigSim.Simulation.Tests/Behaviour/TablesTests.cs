using MigSim.Experiments.Reports;
using static MigSim.Simulation.Tests.Behaviour.ControlledFailureRun;

namespace MigSim.Simulation.Tests.Behaviour;

/// <summary>The paper's Tables 3 and 4.</summary>
public sealed class TablesTests
{
    public static TheoryData<string, ulong> ScriptsAndSeeds()
    {
        var data = new TheoryData<string, ulong>();
        for (ulong seed = 1; seed <= 10; seed++)
        {
            data.Add(LiveMigrate, seed);
            data.Add(StopStart, seed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ScriptsAndSeeds))]
    public void Tables_AnySeed_EveryCellIsWithinItsTolerance(string script, ulong seed)
    {
        RunReport report = Of(seed, [script]).Report;

        Assert.Equal(5, report.Checks.Length);
        Assert.All(report.Checks, check => Assert.NotEqual(false, check.Holds));
    }

    [Fact]
    public void Constants_FittedToTheTables_AreFour()
    {
        var study = Experiments.Input.ScenarioFile.Load(ScenarioPath, [LiveMigrate]);

        string[] fitted =
        [
            .. study
                .Points[0]
                .Constants.Where(constant => constant.Origin == Provenance.Origin.Fitted)
                .Select(constant => constant.Name.Split('.')[^1])
                .Order(StringComparer.Ordinal),
        ];

        Assert.Equal(["aftermath", "copy_hold", "disk_cost_per_page", "stack_delay"], fitted);
    }

    [Fact]
    public void Table4_WithoutTheDiskCost_IsStillTheSlowerOne()
    {
        // The order of the two scripts does not hang on the constant that only images meet.
        const string NoDiskCost = "hypervisor.control_domain.disk_cost_per_page=0 us";
        RunResult live = Of(LiveMigrate, NoDiskCost);
        RunResult staged = Of(StopStart, NoDiskCost);

        Assert.True(staged.Metric("rtt.during.mean_ms") > live.Metric("rtt.during.mean_ms") + 0.15);
    }
}
