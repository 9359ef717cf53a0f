using MigSim.Experiments.Input;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Fakes;
using MigSim.Reporting.Folders;

namespace MigSim.Reporting.Tests.Folders;

public sealed class StoredRunsTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Read_AWrittenRun_WritesTheSameBytesAgain()
    {
        WriteRun("run");
        Directory.CreateDirectory(_place["again"]);

        RunFolder.WriteData(_place["again"], StoredRuns.Read(_place["run"]).Result);

        string[] summaries = ["load-", "memory-", "flows-", "protection-"];
        Assert.Equal(
            File.ReadLines(_place["run/events.jsonl"])
                .Where(line => !summaries.Any(kind => line.Contains($"\"event\":\"{kind}"))),
            File.ReadLines(_place["again/events.jsonl"])
        );
        Assert.All(
            ["report.json", "probe.csv"],
            file =>
                Assert.Equal(
                    File.ReadAllText(_place[$"run/{file}"]),
                    File.ReadAllText(_place[$"again/{file}"])
                )
        );
    }

    [Fact]
    public void Find_AFolderOfRuns_FindsThemAtAnyDepthAndNoneThatIsBeingWritten()
    {
        WriteRun("study/a/sim-1");
        WriteRun("study/b/sim-1");
        Directory.Move(_place["study/b/sim-1"], _place["study/b/.sim-1.new-7"]);
        WriteRun("study/b/sim-2");

        Assert.Equal(
            [_place["study/a/sim-1"], _place["study/b/sim-2"]],
            StoredRuns.Find(_place["study"])
        );
        Assert.Equal([_place["study/b/sim-2"]], StoredRuns.Find(_place["study/b/sim-*"]));
        Assert.Equal(
            [_place["study/a/sim-1"]],
            StoredRuns.Find(_place["study/a/sim-1/report.json"])
        );
    }

    [Fact]
    public void Find_NothingThere_SaysWhy()
    {
        Directory.CreateDirectory(_place["empty"]);
        RunFolder.WriteFailure(_place["failed"], "node1 did not answer", []);

        Assert.EndsWith("there is no such folder", Problem(() => StoredRuns.Find(_place["none"])));
        Assert.EndsWith("there is no such folder", Problem(() => StoredRuns.Find(_place["no*"])));
        Assert.Contains("holds no run", Problem(() => StoredRuns.Find(_place["empty"])));
        Assert.EndsWith(
            "the run failed, and has no report.json: node1 did not answer",
            Problem(() => StoredRuns.Find(_place["failed"]))
        );
    }

    [Theory]
    [InlineData("report.json", "\"schemaVersion\": 1", "\"schemaVersion\": 2", "reads 1")]
    [InlineData("report.json", "\"schemaVersion\"", "\"version\"", "no report")]
    [InlineData("report.json", "{", "[", "no report")]
    [InlineData("report.json", "\"seed\": 1", "\"seed\": -1", "no report")]
    [InlineData("report.json", "\"origin\": \"fitted\"", "\"origin\": \"guessed\"", "guessed")]
    [InlineData("events.jsonl", "\"at\":18,", "\"at\":\"18\",", "line 2")]
    [InlineData("events.jsonl", "\"vm\"", "\"machine\"", "line 1")]
    [InlineData("probe.csv", "seq,", "sequence,", "line 1")]
    [InlineData("probe.csv", "\n2,", "\ntwo,", "line 3")]
    public void Read_AFileThatIsNotAsItShouldBe_NamesFileAndReason(
        string file,
        string right,
        string wrong,
        string expected
    )
    {
        WriteRun("run");
        string text = File.ReadAllText(_place[$"run/{file}"]);
        int place = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{file} has no {right}");
        File.WriteAllText(
            _place[$"run/{file}"],
            text.Remove(place, right.Length).Insert(place, wrong)
        );

        string problem = Problem(() => StoredRuns.Read(_place["run"]));

        Assert.StartsWith(_place[$"run/{file}"], problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AFileMissing_SaysSo()
    {
        WriteRun("run");
        File.Delete(_place["run/probe.csv"]);

        Assert.EndsWith(
            "probe.csv: the run's folder has no such file",
            Problem(() => StoredRuns.Read(_place["run"]))
        );
    }

    private void WriteRun(string name)
    {
        Scenario scenario = FakeStudy.CreateScenario();
        RunResult result = FakeRun.Result(scenario);
        Directory.CreateDirectory(_place[name]);
        RunFolder.WriteData(
            _place[name],
            result with
            {
                Report = result.Report with { Tables = ReportTables.Of(result) },
            }
        );
    }

    private static string Problem(Func<object> act)
    {
        var e = Assert.Throws<InputException>(() => act());
        return Assert.Single(e.Errors).ToString();
    }
}
