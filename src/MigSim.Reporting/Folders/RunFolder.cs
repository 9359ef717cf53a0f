using System.Collections.Immutable;
using System.Text;
using MigSim.Experiments.Reports;
using MigSim.Experiments.Scenarios;
using MigSim.Reporting.Pages;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Folders;

/// <summary>The files of one run.</summary>
public static class RunFolder
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the folder of a run, pictures and all, and gives it its name at the end.</summary>
    public static void Write(string path, Scenario scenario, RunResult result)
    {
        using StagedFolder folder = StagedFolder.Create(path);
        WriteData(folder.Path, result);
        if (scenario.HasFailure)
        {
            RttPlot.Save(folder.Path, scenario, result);
        }

        LoadPlot.Save(folder.Path, scenario, result);
        File.WriteAllText(
            Path.Combine(folder.Path, "report.html"),
            RunPage.Of(StoredRuns.Read(folder.Path)),
            s_utf8
        );
        folder.Commit();
    }

    /// <summary>Writes the files that programs read into an existing folder.</summary>
    public static void WriteData(string path, RunResult result)
    {
        using (FileStream stream = File.Create(Path.Combine(path, "report.json")))
        {
            ReportJson.Write(stream, result.Report, result.Constants);
        }

        using (var events = new StreamWriter(Path.Combine(path, "events.jsonl"), false, s_utf8))
        {
            EventLog.Write(events, result.Events);
        }

        using (var samples = new StreamWriter(Path.Combine(path, "probe.csv"), false, s_utf8))
        {
            ProbeCsv.Write(samples, result.Samples);
        }

        if (result.Load is { } load)
        {
            using var connections = new StreamWriter(Path.Combine(path, "load.csv"), false, s_utf8);
            LoadCsv.Write(connections, load);
        }

        if (result.Flows is { } flows)
        {
            using var lines = new StreamWriter(Path.Combine(path, "flows.csv"), false, s_utf8);
            FlowsCsv.Write(lines, flows);
            if (flows.Packets is { } packets)
            {
                File.WriteAllBytes(Path.Combine(path, "packets.pcapng"), packets.Span);
            }
        }

        WriteLogs(path, result.Logs);
    }

    /// <summary>Writes what is left of a run that failed: why, and what the tools printed until then.</summary>
    public static void WriteFailure(string path, string reason, ImmutableArray<RunLog> logs)
    {
        using StagedFolder folder = StagedFolder.Create(path);
        File.WriteAllText(Path.Combine(folder.Path, "failure.txt"), reason + "\n", s_utf8);
        WriteLogs(folder.Path, logs);
        folder.Commit();
    }

    private static void WriteLogs(string path, ImmutableArray<RunLog> logs)
    {
        foreach (RunLog log in logs)
        {
            string folder = Path.Combine(path, "logs", log.Host.Value);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, log.Name), log.Text, s_utf8);
        }
    }
}
