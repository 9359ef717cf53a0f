using System.Text;
using MigSim.Experiments.Input;
using MigSim.Experiments.Scenarios;

namespace MigSim.Experiments.Tests.Input;

/// <summary>A folder of its own with a copy of the models and one scenario, for one test.</summary>
internal sealed class InputFolder : IDisposable
{
    public const string Scenario = "scenario.yaml";

    public const string Valid = """
        experiment: controlled-failure
        platform: platforms/three-nodes-gigabit.yaml
        hypervisor: hypervisors/xen-2013.yaml
        machines:
          x0: { host: node0, memory: 128 MiB, workload: workloads/web.yaml, engine: xen-legacy }
          x1: { host: node0, memory: 256 MiB, workload: workloads/idle.yaml, engine: xen-legacy }
        cluster: heartbeat/default.yaml
        script: [live-migrate, stop-start]
        restart: staged-copy
        takeover: { x0: node1, x1: node2 }
        failure: { at: 18 s, host: node0 }
        probe: { source: storage, target: x0, interval: 10 ms, count: 3000 }
        expect:
          - { when: { script: live-migrate }, metric: rtt.during.mean_ms, value: 1.0, within: 0.05, source: a table }
          - { metric: probe.lost, value: 23, source: a log }

        """;

    public InputFolder()
    {
        Directory.CreateDirectory(Root);
        foreach (
            string folder in (string[])
                [
                    "platforms",
                    "hypervisors",
                    "workloads",
                    "heartbeat",
                    "checkpoints",
                    "engines",
                    "servers",
                ]
        )
        {
            Directory.CreateDirectory(Path.Combine(Root, folder));
            foreach (string file in Directory.GetFiles(Models.PathOf(folder)))
            {
                File.Copy(file, Path.Combine(Root, folder, Path.GetFileName(file)));
            }
        }

        Write(Scenario, Valid);
    }

    private string Root { get; } = Directory.CreateTempSubdirectory("migsim-input-").FullName;

    /// <summary>Makes a folder whose scenario has axes, under <c>set</c>, and a section <c>study</c>.</summary>
    public static InputFolder WithStudy(string set, string section)
    {
        var folder = new InputFolder();
        folder.Replace(
            Scenario,
            "restart: staged-copy",
            $"{set}\nstudy:\n  {section.ReplaceLineEndings("\n  ")}"
        );
        return folder;
    }

    public string PathOf(string file) => Path.Combine(Root, file);

    public void Write(string file, string text) =>
        File.WriteAllBytes(PathOf(file), Encoding.UTF8.GetBytes(text));

    public void Replace(string file, string old, string replacement)
    {
        string text = File.ReadAllText(PathOf(file));
        Assert.Contains(old, text);
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Write(file, text[..at] + replacement + text[(at + old.Length)..]);
    }

    public Study Load(params string[] overrides) => ScenarioFile.Load(PathOf(Scenario), overrides);

    public InputException LoadWrong(params string[] overrides) =>
        Assert.Throws<InputException>(() => Load(overrides));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
