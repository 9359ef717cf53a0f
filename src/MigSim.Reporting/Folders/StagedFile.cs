namespace MigSim.Reporting.Folders;

/// <summary>A file that appears whole or not at all: written beside its name and renamed.</summary>
public static class StagedFile
{
    /// <summary>Writes a file in place of the one that has its name.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string staging = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(path))!,
            $".{Path.GetFileName(path)}.new-{Environment.ProcessId}"
        );
        try
        {
            using (FileStream stream = File.Create(staging))
            {
                write(stream);
            }

            File.Move(staging, path, overwrite: true);
        }
        catch
        {
            File.Delete(staging);
            throw;
        }
    }
}
