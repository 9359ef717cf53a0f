using System.Collections.Immutable;
using MigSim.Calibration.Campaigns;
using MigSim.Calibration.Fitting;
using MigSim.Calibration.Planning;
using MigSim.Kernel;

namespace MigSim.Calibration.Tests.Fitting;

/// <summary>What the runs of a fast link say of a slow one, and the other way round.</summary>
public sealed class QemuLabFitTests
{
    private static readonly Campaign Lab = Campaign.Load(
        Path.Combine(Reference.Root, "calibration", "campaigns", "qemu-lab")
    );

    [Fact]
    public void Fit_FastRows_PredictTheSlowOnes()
    {
        HeldBackResult heldBack = Fit("fast-rows").HeldBack!;
        Assert.Equal(0, heldBack.WrongVerdicts);
        Assert.True(Median(heldBack, "total_ms") <= 0.05);
        Assert.True(Median(heldBack, "downtime_ms") <= 0.20);
        Assert.True(Median(heldBack, "transferred_bytes") <= 0.03);
        Assert.True(heldBack.Coverage >= 0.90, $"{heldBack.Coverage}");
        Assert.Contains(
            heldBack.Warnings,
            text => text.Contains("bandwidth_bps", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Fit_SlowRows_SayThatTheyDoNotKnowTheProcessors()
    {
        FitResult result = Fit("slow-rows");
        Assert.Null(
            result.Estimates.Single(one => one.Parameter.Name == "copy_rate").StandardError
        );
        Assert.Contains(
            result.Warnings,
            text =>
                text.StartsWith("these runs do not determine copy_rate", StringComparison.Ordinal)
        );
        Assert.Contains(
            result.Warnings,
            text =>
                text.StartsWith(
                    "the run that would tell copy_rate: bandwidth_bps=956406869",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            result.HeldBack!.Warnings,
            text =>
                text.StartsWith(
                    "out of range: these predictions depend on copy_rate",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Propose_AfterTheSlowRows_TakesFastOnesWithinTheTime()
    {
        FitPlan plan = Plan("slow-rows");
        RunProposal proposal = New(plan)
            .Propose(Lab.Name, plan, Lab.DataOf(plan), Lab.Candidates!, 120);
        Assert.NotEmpty(proposal.Runs);
        Assert.True(proposal.Runs.Sum(run => run.Seconds) <= 120);
        Assert.Equal("956406869", proposal.Runs[0].Run.Inputs["bandwidth_bps"]);
        var rate = proposal.Parameters.Single(one => one.Parameter.Name == "copy_rate");
        Assert.True(rate.After < rate.Before / 10);
    }

    private static double Median(HeldBackResult result, string metric) =>
        result.Errors.Single(error => error.Metric == metric).Median;

    private static FitPlan Plan(string name) => Lab.Fits.Single(fit => fit.Name == name);

    private static CampaignFit New(FitPlan plan) =>
        new(
            new MigrationModel(Lab.DataOf(plan).ModelFile!),
            new FitSettings { Bootstraps = 3 },
            name => new RandomStreams(1)[name]
        );

    private static FitResult Fit(string name)
    {
        FitPlan plan = Plan(name);
        return New(plan).Fit(Lab.Name, plan, Lab.DataOf(plan), Lab.CandidatesOf(plan), null);
    }
}
