using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Tests.Input;

/// <summary>The example of the document on studies is one.</summary>
public sealed class StudyDocumentTests
{
    [Fact]
    public void The_example_is_read_as_the_document_says()
    {
        string document = File.ReadAllText(
            Path.Combine(Models.Directory, "..", "docs", "studies.md")
        );
        string example = document.Split("```yaml\n")[1].Split("```")[0];
        using var folder = new InputFolder();
        folder.Write(
            "controlled-failure.yaml",
            File.ReadAllText(Models.PathOf("controlled-failure.yaml"))
        );
        Directory.CreateDirectory(folder.PathOf("studies"));
        folder.Write("studies/example.yaml", example);
        Study study = ScenarioFile.Load(folder.PathOf("studies/example.yaml"), []);
        Assert.Equal(["bandwidth", "keepalive", "deadtime", "script"], study.Axes);
        Assert.Equal(6 * 7 * 2, study.Points.Length);
        Assert.Equal(
            "bandwidth=100Mbit,keepalive=500ms,deadtime=4s,script=live-migrate",
            study.Points[0].Point
        );
        Assert.Equal(5, study.Design.Replications);
        Assert.Equal(0.05, study.Design.Until!.Within);
        Assert.Equal("the changed script", Assert.Single(study.Design.Comparisons).Name);
        Assert.Equal(3, study.Design.Pictures.Length);
        Assert.All(study.Points, point => Assert.Empty(point.Expectations));
    }
}
