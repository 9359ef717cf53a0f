namespace MigSim.Calibration.Campaigns;

/// <summary>
/// Replaces the folder <c>raw</c> of a campaign as a whole: it is filled beside its place and renamed. A program that is killed
/// between the two renames leaves the old one beside, and whoever reads the campaign next gives it its name back.
/// </summary>
internal static class RawFolder
{
    /// <summary>Writes the folder with its checksums.</summary>
    /// <param name="raw">The folder.</param>
    /// <param name="files">All of its files, by their name in it.</param>
    /// <exception cref="IOException">It cannot be written; nothing has changed.</exception>
    public static void Write(string raw, IReadOnlyDictionary<string, byte[]> files)
    {
        string campaign = Path.GetDirectoryName(Path.GetFullPath(raw))!;
        bool isNew = !Directory.Exists(campaign);
        string staged = Beside(raw, "new");
        string replaced = Beside(raw, "old");
        try
        {
            Delete(staged);
            Directory.CreateDirectory(staged);
            foreach ((string name, byte[] bytes) in files)
            {
                string path = Path.Combine(staged, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, bytes);
            }

            File.WriteAllText(Path.Combine(staged, RawFiles.SumsName), RawFiles.Sums(staged));
            Delete(replaced);
            if (Directory.Exists(raw))
            {
                Directory.Move(raw, replaced);
            }

            Directory.Move(staged, raw);
        }
        catch
        {
            Restore(raw);
            Delete(isNew ? campaign : staged);
            throw;
        }

        Delete(replaced);
    }

    /// <summary>Gives the old folder its name back, if a program was killed before the new one had it.</summary>
    public static void Restore(string raw)
    {
        string replaced = Beside(raw, "old");
        if (!Directory.Exists(raw) && Directory.Exists(replaced))
        {
            Directory.Move(replaced, raw);
        }
    }

    private static string Beside(string raw, string what) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(raw))!, $".raw.{what}");

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
