using System.Collections.Immutable;
using MigSim.Units;

namespace MigSim.Lab.Parsing;

/// <summary>Reads <c>xl info</c>.</summary>
public static class XlInfoParser
{
    private const string LastKey = "xend_config_format";
    private const long MebibytesMax = 1L << 32;

    /// <summary>Reads a text, of which the end may be missing; see the result's IsComplete.</summary>
    /// <exception cref="TranscriptException">It is not the text of xl info.</exception>
    public static XlInfo Parse(string text)
    {
        var transcript = new Transcript("xl info", text);
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (!transcript.IsAtEnd)
        {
            string line = transcript.Read("a key and a value");
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string key = colon < 0 ? "" : line[..colon].TrimEnd(' ');
            if (!IsKey(key) || !all.TryAdd(key, line[(colon + 1)..].Trim(' ')))
            {
                throw transcript.Error("a new key, a colon and a value");
            }
        }

        return new(
            Find("host"),
            Number("nr_cpus", int.MaxValue),
            Memory("total_memory"),
            Memory("free_memory"),
            Find("xen_version"),
            Find("xen_commandline"),
            all.ToImmutableSortedDictionary(StringComparer.Ordinal),
            all.ContainsKey(LastKey)
        );

        string Find(string key) =>
            all.TryGetValue(key, out string? value) ? value : throw transcript.Error(key);

        int Number(string key, long maximum) =>
            Numbers.TryCount(Find(key), out int value) && value <= maximum
                ? value
                : throw transcript.Error($"a number for {key}");

        DataSize Memory(string key) =>
            Numbers.TryCount(Find(key), out long value) && value <= MebibytesMax
                ? DataSize.FromMebibytes(value)
                : throw transcript.Error($"a number of MiB for {key}");
    }

    private static bool IsKey(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
