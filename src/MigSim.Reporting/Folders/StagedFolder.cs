namespace MigSim.Reporting.Folders;

/// <summary>
/// A folder that appears under its name whole or not at all: it is filled beside its final place
/// and renamed.
/// </summary>
/// <remarks>
/// A folder of the same name is replaced only by a complete one, and only if it holds a run, a
/// comparison or nothing. Parents created on the way are removed again if they stay empty.
/// </remarks>
public sealed class StagedFolder : IDisposable
{
    // One of these is in every folder of a run or of a comparison.
    private static readonly string[] s_marks = ["report.json", "failure.txt", "comparison.json"];

    private readonly CreatedParents _parents;
    private bool _committed;

    private StagedFolder(string finalPath, string path, CreatedParents parents)
    {
        FinalPath = finalPath;
        Path = path;
        _parents = parents;
    }

    /// <summary>Gets where the folder will be.</summary>
    public string FinalPath { get; }

    /// <summary>Gets where the folder is filled.</summary>
    public string Path { get; }

    /// <summary>Creates an empty folder beside a final place.</summary>
    /// <exception cref="IOException">It cannot be created, or may not replace what is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created there.</exception>
    public static StagedFolder Create(string finalPath)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(
            System.IO.Path.GetFullPath(finalPath)
        );
        ThrowIfNotReplaceable(full);
        CreatedParents parents = CreatedParents.Of(System.IO.Path.GetDirectoryName(full) ?? full);
        try
        {
            string staging = Sibling(full, "new");
            DeleteIfThere(staging);
            Directory.CreateDirectory(staging);
            return new StagedFolder(full, staging, parents);
        }
        catch
        {
            parents.RemoveIfEmpty();
            throw;
        }
    }

    /// <summary>Throws if a folder may not take the place of what is there.</summary>
    /// <exception cref="IOException">Something else than a run folder is there.</exception>
    public static void ThrowIfNotReplaceable(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (System.IO.Path.GetDirectoryName(full) is null)
        {
            throw new IOException($"{path} is the root of the file system");
        }

        if (File.Exists(full))
        {
            throw new IOException($"{path} is a file, not a folder");
        }

        if (!Directory.Exists(full))
        {
            return;
        }

        string here = Directory.GetCurrentDirectory() + System.IO.Path.DirectorySeparatorChar;
        if (here.StartsWith(full + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new IOException($"{path} holds the current directory and cannot be replaced");
        }

        if (!IsEmpty(full) && !IsRun(full))
        {
            throw new IOException(
                $"{path} exists, holds no run or comparison, and is not replaced"
            );
        }
    }

    /// <summary>Gives the folder its final name, in place of the one that has it.</summary>
    public void Commit()
    {
        string? replaced = null;
        if (Directory.Exists(FinalPath))
        {
            ThrowIfNotReplaceable(FinalPath);
            replaced = Sibling(FinalPath, "old");
            DeleteIfThere(replaced);
            Directory.Move(FinalPath, replaced);
        }

        try
        {
            Directory.Move(Path, FinalPath);
            _committed = true;
        }
        catch when (replaced is not null)
        {
            Directory.Move(replaced, FinalPath);
            throw;
        }

        if (replaced is not null)
        {
            Directory.Delete(replaced, recursive: true);
        }
    }

    /// <summary>Leaves nothing behind unless the folder has its final name.</summary>
    public void Dispose()
    {
        if (!_committed)
        {
            DeleteIfThere(Path);
            _parents.RemoveIfEmpty();
        }
    }

    private static bool IsEmpty(string path) => !Directory.EnumerateFileSystemEntries(path).Any();

    private static bool IsRun(string path) =>
        s_marks.Any(mark => File.Exists(System.IO.Path.Combine(path, mark)))
        && Directory
            .EnumerateDirectories(path)
            .All(folder => System.IO.Path.GetFileName(folder) == "logs");

    private static string Sibling(string path, string what) =>
        System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(path)!,
            $".{System.IO.Path.GetFileName(path)}.{what}-{Environment.ProcessId}"
        );

    private static void DeleteIfThere(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
