namespace MigSim.Cli.Labs;

/// <summary>Prints what is being done, for those who watch.</summary>
internal sealed class LineProgress(TextWriter? writer) : IProgress<string>
{
    public void Report(string value) => writer?.WriteLine(value);
}
