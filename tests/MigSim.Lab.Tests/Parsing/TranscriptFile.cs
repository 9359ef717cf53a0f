namespace MigSim.Lab.Tests.Parsing;

/// <summary>Reads the stored transcripts.</summary>
internal static class TranscriptFile
{
    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Transcripts", name));

    public static string[] ReadLines(string name) => Read(name).TrimEnd('\n').Split('\n');
}
