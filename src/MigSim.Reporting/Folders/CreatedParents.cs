namespace MigSim.Reporting.Folders;

/// <summary>The folders that were created so that a path exists.</summary>
public sealed class CreatedParents
{
    private readonly Stack<string> _created;

    private CreatedParents(Stack<string> created) => _created = created;

    /// <summary>Creates a folder and its parents where they are missing.</summary>
    /// <exception cref="IOException">One of them cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">One of them may not be created.</exception>
    public static CreatedParents Of(string path)
    {
        var missing = new Stack<string>();
        for (
            string? folder = Path.GetFullPath(path);
            folder is not null && !Directory.Exists(folder);
            folder = Path.GetDirectoryName(folder)
        )
        {
            missing.Push(folder);
        }

        var parents = new CreatedParents(new Stack<string>());
        try
        {
            foreach (string folder in missing)
            {
                Directory.CreateDirectory(folder);
                parents._created.Push(folder);
            }
        }
        catch
        {
            parents.RemoveIfEmpty();
            throw;
        }

        return parents;
    }

    /// <summary>Removes those that hold nothing, from the innermost on.</summary>
    public void RemoveIfEmpty()
    {
        while (_created.TryPop(out string? folder))
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }
}
