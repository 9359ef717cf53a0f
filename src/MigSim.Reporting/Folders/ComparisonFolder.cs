using System.Text;
using MigSim.Experiments.Comparing;
using MigSim.Reporting.Pages;
using MigSim.Reporting.Plots;

namespace MigSim.Reporting.Folders;

/// <summary>The files of a comparison.</summary>
public static class ComparisonFolder
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes <c>comparison.json</c>, <c>report.html</c> and the pictures, those of several points into folders of
    /// their own; the folder has its name at the end.
    /// </summary>
    public static void Write(string path, RunComparison comparison)
    {
        using StagedFolder folder = StagedFolder.Create(path);
        using (FileStream stream = File.Create(Path.Combine(folder.Path, "comparison.json")))
        {
            ComparisonJson.Write(stream, comparison);
        }

        File.WriteAllText(
            Path.Combine(folder.Path, "report.html"),
            ComparisonPage.Of(comparison),
            s_utf8
        );
        foreach (PointComparison point in comparison.Points)
        {
            string place =
                comparison.Points.Length == 1
                    ? folder.Path
                    : Path.Combine(folder.Path, StudyFolder.FileName(point.Left.Manifest.Point));
            Directory.CreateDirectory(place);
            foreach (NamedPicture picture in ComparisonPlots.Of(point))
            {
                StackedPicture.Save(place, picture);
            }
        }

        folder.Commit();
    }
}
