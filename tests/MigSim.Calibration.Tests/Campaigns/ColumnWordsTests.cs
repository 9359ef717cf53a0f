using MigSim.Calibration.Campaigns;
using MigSim.Experiments.Input;

namespace MigSim.Calibration.Tests.Campaigns;

/// <summary>Words of a column that stand for something else, such as testbeds for files.</summary>
public sealed class ColumnWordsTests
{
    private const string Lab = "testbed: { column: lab, words: { fast: a.yaml, slow: b.yaml } }";

    private static readonly string Manifest = TemporaryCampaign.Manifest.Replace(
        "sent_bytes: { column: sent, unit: page }",
        $"sent_bytes: {{ column: sent, unit: page }}\n      {Lab}",
        StringComparison.Ordinal
    );

    [Fact]
    public void Load_WordsOfAColumn_StandForWhatTheManifestSays()
    {
        using var campaign = new TemporaryCampaign(
            Manifest,
            "pass,sent,ms,lab\na,3,1,fast\nb,4,2,slow\nc,5,3,fast\n"
        );
        Assert.Equal(
            ["a.yaml", "b.yaml", "a.yaml"],
            Campaign.Load(campaign.Folder).Data[0].Runs.Select(run => run.Inputs["testbed"])
        );
    }

    [Fact]
    public void Load_WordThatIsNotThere_NamesLineAndNearest()
    {
        using var campaign = new TemporaryCampaign(
            Manifest,
            "pass,sent,ms,lab\na,3,1,fast\nb,4,2,slwo\nc,5,3,fast\n"
        );
        var error = Assert.Throws<InputException>(() => Campaign.Load(campaign.Folder));
        Assert.Contains(
            "passes.csv:3:1: expected one of fast, slow (lab), found 'slwo'; did you mean 'slow'?",
            error.Message,
            StringComparison.Ordinal
        );
    }
}
