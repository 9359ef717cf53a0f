using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MigSim.Experiments.Reports;

namespace MigSim.Golden.Tests;

/// <summary>What must stay the same of a run, as text: metrics, probe samples and the trace.</summary>
/// <param name="Metrics">The metrics as JSON, one a line.</param>
/// <param name="Digests">The digest of <c>probe.csv</c> and the trace hash, one a line.</param>
internal sealed record GoldenRun(string Metrics, string Digests)
{
    private const string MetricsFile = "metrics.json";
    private const string DigestsFile = "digests.txt";

    /// <summary>Takes what must stay the same from a result.</summary>
    public static GoldenRun Of(RunResult result)
    {
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Indented = true, NewLine = "\n" }
            )
        )
        {
            json.WriteStartObject();
            ReportJson.WriteMetrics(json, result.Report.Metrics);
            json.WriteEndObject();
        }

        var samples = new StringWriter();
        ProbeCsv.Write(samples, result.Samples);
        string digest = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(samples.ToString()))
        );
        return new GoldenRun(
            Encoding.UTF8.GetString(stream.ToArray()) + "\n",
            $"probe.csv sha256:{digest}\ntrace {result.Report.Manifest.TraceHash}\n"
        );
    }

    /// <summary>Reads what is expected; null if nothing is.</summary>
    public static GoldenRun? Read(string folder) =>
        File.Exists(Path.Combine(folder, MetricsFile))
            ? new GoldenRun(
                File.ReadAllText(Path.Combine(folder, MetricsFile)),
                File.ReadAllText(Path.Combine(folder, DigestsFile))
            )
            : null;

    /// <summary>Makes this what is expected from now on.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, MetricsFile), Metrics);
        File.WriteAllText(Path.Combine(folder, DigestsFile), Digests);
    }

    /// <summary>Names the first difference to what is expected; null if there is none.</summary>
    public string? FirstDifference(GoldenRun expected) =>
        FirstDifference(expected.Metrics, Metrics) ?? FirstDifference(expected.Digests, Digests);

    private static string? FirstDifference(string expected, string actual)
    {
        if (expected == actual)
        {
            return null;
        }

        string[] expectedLines = expected.Split('\n');
        string[] actualLines = actual.Split('\n');
        int line = Enumerable
            .Range(0, Math.Max(expectedLines.Length, actualLines.Length))
            .First(i => expectedLines.ElementAtOrDefault(i) != actualLines.ElementAtOrDefault(i));
        return $"expected {Text(expectedLines, line)}, found {Text(actualLines, line)}";
    }

    private static string Text(string[] lines, int line) =>
        line < lines.Length ? $"'{lines[line].Trim().TrimEnd(',')}'" : "no more lines";
}
