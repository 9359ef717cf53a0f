namespace MigSim.Experiments.Tests.Input;

/// <summary>Finds the folder <c>models</c> of this repository.</summary>
internal static class Models
{
    public static string Directory { get; } = Find();

    public static string PathOf(string file) => Path.Combine(Directory, file);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MigSim.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "models");
    }
}
