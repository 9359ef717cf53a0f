namespace MigSim.Lab.Tests.Safety;

/// <summary>A directory that is gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("migsim-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
