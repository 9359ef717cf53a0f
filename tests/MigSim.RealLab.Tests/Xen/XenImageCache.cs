namespace MigSim.RealLab.Tests.Xen;

/// <summary>Where the tests keep the images of the nodes, which are built once.</summary>
public sealed class XenImageCache : IDisposable
{
    private readonly string? _own;

    public XenImageCache()
    {
        // Somebody who runs the tests often may keep them.
        string? kept = Environment.GetEnvironmentVariable("MIGSIM_CACHE");
        _own = kept is null
            ? System.IO.Directory.CreateTempSubdirectory("migsim-images-").FullName
            : null;
        Directory = kept ?? _own!;
    }

    public string Directory { get; }

    public void Dispose()
    {
        if (_own is not null)
        {
            System.IO.Directory.Delete(_own, recursive: true);
        }
    }
}
