namespace MigSim.Architecture.Tests;

/// <summary>The files that the rules are about.</summary>
internal static class Repository
{
    /// <summary>Gets the folder of the solution: the first above this program that has it.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets all C# files of a folder, as paths below the root, in order.</summary>
    public static IEnumerable<string> CodeIn(string folder) => FilesIn(folder, "*.cs");

    /// <summary>Gets the files of a folder that match, what builds leave behind excepted.</summary>
    public static IEnumerable<string> FilesIn(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts"))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "MigSim.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No MigSim.sln above {AppContext.BaseDirectory}.");
    }
}
