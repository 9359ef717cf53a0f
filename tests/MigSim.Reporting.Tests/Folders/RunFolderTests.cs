using MigSim.Experiments.Scenarios;
using MigSim.Fakes;
using MigSim.Reporting.Folders;

namespace MigSim.Reporting.Tests.Folders;

public sealed class RunFolderTests
{
    [Fact]
    public void Write_Run_HasThePromisedFiles()
    {
        using var place = new TemporaryFolder();
        Scenario scenario = FakeStudy.CreateScenario();

        RunFolder.Write(place["run"], scenario, FakeRun.Result(scenario));

        Assert.Equal(
            [
                "run",
                "run/events.jsonl",
                "run/flows.csv",
                "run/probe.csv",
                "run/report.html",
                "run/report.json",
                "run/rtt.png",
                "run/rtt.svg",
            ],
            place.Entries
        );
        Assert.Equal(3001, File.ReadAllLines(place["run/probe.csv"]).Length);
    }

    [Fact]
    public void Write_SameRunTwice_SameBytes()
    {
        using var place = new TemporaryFolder();
        Scenario scenario = FakeStudy.CreateScenario();

        RunFolder.Write(place["one"], scenario, FakeRun.Result(scenario));
        RunFolder.Write(place["two"], scenario, FakeRun.Result(scenario));

        Assert.All(
            ["report.json", "events.jsonl", "probe.csv", "rtt.png", "report.html"],
            file =>
                Assert.Equal(
                    File.ReadAllBytes(place[$"one/{file}"]),
                    File.ReadAllBytes(place[$"two/{file}"])
                )
        );
    }
}
