namespace MigSim.Calibration.Tests;

/// <summary>The files of the checkout that the tests read.</summary>
internal static class Reference
{
    public static string Root { get; } = FindRoot();

    public static string Path(string name) =>
        System.IO.Path.Combine(Root, "calibration", "reference", name);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "MigSim.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run in a checkout.");
    }
}
