using System.Diagnostics;

namespace MigSim.Lab.Tests.Safety;

/// <summary>A small file system of its own; needs root.</summary>
internal sealed class FullDisk : IDisposable
{
    private FullDisk(string directory) => Directory = directory;

    public string Directory { get; }

    /// <summary>Mounts it, or skips the test if that cannot be done here.</summary>
    public static FullDisk Mount()
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("migsim-disk-").FullName;
        if (!Succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "none", directory))
        {
            System.IO.Directory.Delete(directory);
            Assert.Skip("cannot mount a file system");
        }

        return new(directory);
    }

    /// <summary>Leaves some bytes free.</summary>
    public void Fill()
    {
        using var file = new FileStream(Path.Combine(Directory, "rest"), FileMode.Create);
        byte[] page = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(page);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Path.Combine(Directory, "rest"));

    public void Dispose()
    {
        Assert.True(Succeeds("umount", Directory));
        System.IO.Directory.Delete(Directory);
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
            )!;
            return process.WaitForExit(10_000) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
