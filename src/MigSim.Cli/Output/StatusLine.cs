namespace MigSim.Cli.Output;

/// <summary>Says what is being done, where the progress is shown just now; nowhere at first.</summary>
internal sealed class StatusLine : IProgress<string>
{
    /// <summary>Gets or sets what shows it.</summary>
    public Action<string>? Show { get; set; }

    public void Report(string value) => Show?.Invoke(value);
}
